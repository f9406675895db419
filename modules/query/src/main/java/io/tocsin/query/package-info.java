/** The search language: parse, print, match one event in memory. */
@NullMarked
package io.tocsin.query;

import org.jspecify.annotations.NullMarked;
