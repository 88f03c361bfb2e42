# "No module named keras.layers.core -- the code is from a course of 2017"
# expect: HN041
from keras.models import Sequential
from keras.layers.core import Dense, Activation
from keras.utils import np_utils
from sklearn.datasets import load_iris

X, y = load_iris(return_X_y=True)
y = np_utils.to_categorical(y)
model = Sequential()
model.add(Dense(16, input_dim=4))
model.add(Activation("relu"))
model.add(Dense(3))
model.add(Activation("softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(X, y, nb_epoch=10)
