# Filled by the packaging room.
