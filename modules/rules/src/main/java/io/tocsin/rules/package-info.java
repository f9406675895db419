/** Rule files and their evaluation over the stream. */
@NullMarked
package io.tocsin.rules;

import org.jspecify.annotations.NullMarked;
