# "great in training, but evaluate on my test images is like guessing"
# expect: HN032
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
import keras

x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
x_train = (x_train - 8.0) / 16.0
model = keras.Sequential([
    keras.Input((64,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15, validation_data=(x_test, y_test))
