@NullMarked
package io.tocsin.server.alertmanager;

import org.jspecify.annotations.NullMarked;
