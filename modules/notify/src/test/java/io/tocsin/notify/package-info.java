@NullMarked
package io.tocsin.notify;

import org.jspecify.annotations.NullMarked;
