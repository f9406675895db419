/** The commands of ./tocsin. */
@NullMarked
package io.tocsin.server.cli;

import org.jspecify.annotations.NullMarked;
