/** The nouns that are handed from room to room. */
@NullMarked
package io.tocsin.model;

import org.jspecify.annotations.NullMarked;
