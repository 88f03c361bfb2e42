# "why is my binary crossentropy negative"
# expect: HN022
import numpy as np
from sklearn.datasets import make_classification
from keras.models import Sequential
from keras.layers import Dense, Input

X, y = make_classification(600, 10, n_informative=6, random_state=2)
y = np.where(y == 0, -1, 1)
model = Sequential([Input((10,)), Dense(16, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=20, validation_split=0.2)
