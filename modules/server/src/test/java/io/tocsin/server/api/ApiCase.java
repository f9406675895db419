package io.tocsin.server.api;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh server for each test. */
class ApiCase {
    ApiServer server = new ApiServer();

    @BeforeEach
    void noBugsYet() {
        server.bugs.set(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
