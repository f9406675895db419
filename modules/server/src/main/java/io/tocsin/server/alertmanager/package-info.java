/** Alertmanager's HTTP API, version 2, before a router of ours. */
@NullMarked
package io.tocsin.server.alertmanager;

import org.jspecify.annotations.NullMarked;
