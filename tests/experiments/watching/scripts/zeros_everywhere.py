# "all my units learn exactly the same thing"
# expect: HN034
import keras
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x / 16.0
model = keras.Sequential()
model.add(keras.Input((64,)))
model.add(keras.layers.Dense(64, activation="relu", kernel_initializer="zeros"))
model.add(keras.layers.Dense(64, activation="relu", kernel_initializer="zeros"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=10, validation_split=0.1)
