# "is it normal that the accuracy of my classifier never gets over 0.6? flowers dataset"
# expect: HN011
import numpy as np
from sklearn.datasets import load_digits
from keras import Sequential, layers, Input

x, y = load_digits(return_X_y=True)
x = x / 16.0
model = Sequential([Input((64,)), layers.Dense(32, activation="relu"), layers.Dense(1)])
model.compile("adam", "mse", metrics=["accuracy"])
h = model.fit(x, y, epochs=15, validation_split=0.2)
print(np.round(model.predict(x[:10])).ravel(), y[:10])
