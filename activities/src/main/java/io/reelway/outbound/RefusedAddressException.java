package io.reelway.outbound;

import java.net.UnknownHostException;

/** A host is not one of the public Internet, or is not named by a URL that is allowed. */
public final class RefusedAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1;

  RefusedAddressException() {
    super("The host is not public.");
  }
}
