# "ValueError: could not convert / invalid dtype: str when I call fit with species names"
# expect: HN044
import numpy as np
from sklearn.datasets import load_iris
import keras

iris = load_iris()
names = np.array(["setosa", "versicolor", "virginica"])[iris.target]
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(3, "softmax")])
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
model.fit(iris.data, names, epochs=20)
