# "I get 90 % accuracy but the predictions are all wrong (10 classes)"
# expect: HN021
import keras
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x / 16.0
y = keras.utils.to_categorical(y)
model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(30, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["binary_accuracy"])
model.fit(x, y, epochs=10, validation_split=0.2)
