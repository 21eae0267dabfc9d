# One libtorrent client of a benchmark.
# Usage: libtorrent_peer.py seed|fetch ADDRESS TORRENT FOLDER OTHER,OTHER... START_SECONDS DONE_FILE
import os
import sys
import time

import libtorrent

role, address, torrent, folder, others, start, done = sys.argv[1:]
others = [other for other in others.split(",") if other]
start = float(start)

session = libtorrent.session({
    "listen_interfaces": address + ":6881", "enable_dht": False, "enable_lsd": False,
    "enable_upnp": False, "enable_natpmp": False, "allow_multiple_connections_per_ip": True,
    "enable_outgoing_utp": False, "enable_incoming_utp": False, "out_enc_policy": 2,
    "in_enc_policy": 2, "unchoke_slots_limit": 8, "torrent_connect_boost": 50,
    "connection_speed": 200, "min_reconnect_time": 1, "alert_mask": 0})
wanted = libtorrent.add_torrent_params()
wanted.ti = libtorrent.torrent_info(torrent)
wanted.save_path = folder
flags = libtorrent.torrent_flags
wanted.flags &= ~flags.paused & ~flags.auto_managed
if role == "seed":
    wanted.flags |= flags.seed_mode
handle = session.add_torrent(wanted)

while time.time() < start:
    time.sleep(0.005)
for other in others:
    handle.connect_peer((other, 6881))
asked = time.time()
told = role == "seed"
while True:
    status = handle.status()
    if not told and status.is_seeding:
        told = True
        with open(done + ".new", "w") as to:
            to.write("%.3f" % (time.time() - start))
        os.rename(done + ".new", done)
    if not told and time.time() - asked > 2 and status.num_peers < len(others):
        for other in others:
            handle.connect_peer((other, 6881))
        asked = time.time()
    time.sleep(0.02)
