/** Main, config, wiring, verticles, HTTP API, CLI. */
@NullMarked
package io.tocsin.server;

import org.jspecify.annotations.NullMarked;
