# "just checking: is there anything wrong with this one?"
# expect: nothing
import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

x, y = load_digits(return_X_y=True)
a, b, c, d = train_test_split(x / 16.0, y, test_size=0.2, random_state=0, stratify=y)
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(a, c, epochs=25, batch_size=32, validation_data=(b, d))
