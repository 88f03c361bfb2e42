# "training loss is 0.0000e+00 from the beginning but accuracy is 0.37"
# expect: HN015
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import MinMaxScaler
from keras.models import Sequential
from keras.layers import Dense, Input

data = load_breast_cancer()
X = MinMaxScaler().fit_transform(data.data)
y = data.target.reshape(-1, 1)
model = Sequential([Input(shape=(30,)), Dense(20, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=10)
