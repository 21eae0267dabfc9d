package org.ostraka.swarm.world;

import org.ostraka.swarm.Message;

/** The program of a machine on which none has been started yet. */
enum Nobody implements SimLinks.Host {
  HERE;

  @Override
  public void met(long link, String other, boolean dialled) {}

  @Override
  public void said(long link, Message message) {}

  @Override
  public void gone(long link) {}

  @Override
  public void notReached(String other) {}
}
