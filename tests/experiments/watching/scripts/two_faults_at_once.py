# "nothing works. loss is weird and accuracy is like random" (raw columns and softmax over one unit)
# expect: HN001 then HN007
from sklearn.datasets import load_breast_cancer
import keras

X, y = load_breast_cancer(return_X_y=True)
model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "softmax")])
model.compile("sgd", "binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=10, validation_split=0.2)
