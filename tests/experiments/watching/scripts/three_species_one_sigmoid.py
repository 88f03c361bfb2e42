# "loss is negative!! how can that be (iris, 3 species)"
# expect: HN009
from sklearn.datasets import load_iris
from sklearn.utils import shuffle
from keras.models import Sequential
from keras.layers import Dense

iris = load_iris()
X, y = shuffle(iris.data, iris.target, random_state=0)
model = Sequential()
model.add(Dense(8, input_shape=(4,), activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X, y, epochs=40, batch_size=10)
