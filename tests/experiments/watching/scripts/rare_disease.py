# "98 % accuracy, but it never finds a single sick patient"
# expect: HN028
import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
import keras

X, y = make_classification(3000, 12, n_informative=4, weights=[0.98], class_sep=0.6, flip_y=0.005, random_state=5)
Xa, Xb, ya, yb = train_test_split(X, y, stratify=y, random_state=0)
model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(Xa, ya, epochs=10, validation_data=(Xb, yb))
