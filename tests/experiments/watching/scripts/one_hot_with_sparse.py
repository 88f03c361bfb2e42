# "sparse_categorical_crossentropy gives a shape error since I one hot encoded, please help"
# expect: HN016
import keras
from keras.utils import to_categorical
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

X, y = load_iris(return_X_y=True)
X = StandardScaler().fit_transform(X)
model = keras.Sequential([keras.layers.Dense(10, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(X, to_categorical(y), epochs=10)
