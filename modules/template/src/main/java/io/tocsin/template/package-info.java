/** Go's template language for the texts of notifications: parse once, render many, within bounds. */
@NullMarked
package io.tocsin.template;

import org.jspecify.annotations.NullMarked;
