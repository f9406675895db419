/** Tests of the nouns. */
@NullMarked
package io.tocsin.model;

import org.jspecify.annotations.NullMarked;
