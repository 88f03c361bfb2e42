# "accuracy is not improving, 20 epochs and still 10 percent on digits"
# expect: HN004
import tensorflow as tf
from sklearn.datasets import load_digits

tf.random.set_seed(7)
digits = load_digits()
X = digits.images / 16.0
y = digits.target
model = tf.keras.models.Sequential([
    tf.keras.layers.Flatten(input_shape=(8, 8)),
    tf.keras.layers.Dense(64, activation="relu"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=1e-7),
              loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X[:1400], y[:1400], epochs=20, validation_data=(X[1400:], y[1400:]))
