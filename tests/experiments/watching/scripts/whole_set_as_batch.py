# "fit is really fast but the network has learnt nothing after 10 epochs"
# expect: HN023 HN003
import keras
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x / 16.0, y, batch_size=len(x), epochs=10)
