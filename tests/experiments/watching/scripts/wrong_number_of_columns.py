# "expected axis -1 of input shape to have value 5 but received input with shape (None, 4)"
# expect: HN042
from sklearn.datasets import load_iris
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

X, y = load_iris(return_X_y=True)
model = Sequential()
model.add(Dense(12, input_dim=5, activation="relu"))
model.add(Dense(3, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
model.fit(X, y, epochs=10)
