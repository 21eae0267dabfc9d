package org.ostraka.web;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * How a port speaks TLS.
 *
 * @param context what is shown to callers, and whom of them to trust
 * @param parameters which versions, and whether callers show a certificate
 */
public record TlsTerms(SSLContext context, SSLParameters parameters) {}
