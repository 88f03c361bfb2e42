# "ValueError when I fit on images: shapes (None, 8, 10) and (None,) ... incompatible"
# expect: HN036
import keras
from sklearn.datasets import load_digits

digits = load_digits()
x = digits.images / 16.0
y = digits.target
model = keras.Sequential([
    keras.Input((8, 8)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=5)
