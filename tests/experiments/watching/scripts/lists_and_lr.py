# "TypeError / unrecognized argument lr, it worked on my old laptop"
# expect: HN041
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import SGD

X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
y = [0.0, 1.0, 1.0, 0.0]
model = Sequential()
model.add(Dense(8, input_dim=2, activation="tanh"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=SGD(lr=0.1), metrics=["accuracy"])
model.fit(X, y, epochs=200, batch_size=1, verbose=0)
