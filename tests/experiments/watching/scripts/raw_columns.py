# "my loss jumps between 40 and 3000 on the wine data, accuracy 0.4, sklearn gets 0.97 easily"
# expect: HN007
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
import keras

X, y = load_wine(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.3, random_state=0, stratify=y)
model = keras.models.Sequential()
model.add(keras.layers.Input(shape=(13,)))
model.add(keras.layers.Dense(16, activation="relu"))
model.add(keras.layers.Dense(3, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=25, batch_size=16)
