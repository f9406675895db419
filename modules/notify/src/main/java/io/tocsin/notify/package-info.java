/** One file per channel: render, send, classify the answer. */
@NullMarked
package io.tocsin.notify;

import org.jspecify.annotations.NullMarked;
