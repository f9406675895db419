package io.tocsin.notify;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts servers of one name only, whatever host was connected to. For clients that verify the host they connect to or none:
 * the name is in the subject alternative names of the certificate (RFC 9525), the old common name says nothing.
 */
final class NamedServer extends X509ExtendedTrustManager {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private final String name;
    private final X509ExtendedTrustManager authorities;

    NamedServer(String name, X509ExtendedTrustManager authorities) {
        this.name = name.toLowerCase(Locale.ROOT);
        this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkServerTrusted(chain, type, engine);
        verify(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.checkServerTrusted(chain, type, socket);
        verify(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkServerTrusted(chain, type);
        verify(chain[0]);
    }

    private void verify(X509Certificate server) throws CertificateException {
        Collection<List<?>> names = server.getSubjectAlternativeNames();
        for (List<?> one : names == null ? List.<List<?>>of() : names) {
            if (one.get(1) instanceof String text && covers((Integer) one.get(0), text.toLowerCase(Locale.ROOT)))
                return;
        }
        throw new CertificateException("the server's certificate is not for " + name);
    }

    /** A star stands for one whole label, the first one. */
    private boolean covers(int kind, String certified) {
        if (kind == ADDRESS) return certified.equals(name);
        if (kind != DNS) return false;
        int dot = name.indexOf('.');
        boolean star = certified.startsWith("*.") && dot > 0 && certified.indexOf('.', 2) > 0;
        return star ? certified.substring(1).equals(name.substring(dot)) : certified.equals(name);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
