# "converges very slowly although everything is like in the book (softmax at the end)"
# expect: HN036
import keras
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x / 16
model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
    keras.layers.Softmax(),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=12, validation_split=0.2)
