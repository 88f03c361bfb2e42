# "Loss stuck from the first epoch, some outputs are exactly 0"
# expect: HN010
import keras
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16.0
y = keras.utils.to_categorical(y)
model = keras.Sequential()
model.add(keras.Input(shape=(64,)))
model.add(keras.layers.Dense(128, activation="relu"))
model.add(keras.layers.Dense(10, activation="relu"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x, y, epochs=8, batch_size=64, validation_split=0.1)
