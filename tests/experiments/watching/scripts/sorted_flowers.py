# "training accuracy 0.98 but val_accuracy is 0.0000 all the time"
# expect: HN031
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler
from keras.models import Sequential
from keras.layers import Dense, Input

X, y = load_iris(return_X_y=True)
X = StandardScaler().fit_transform(X)
model = Sequential([Input((4,)), Dense(32, activation="relu"), Dense(3, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=60, batch_size=8, validation_split=0.3)
