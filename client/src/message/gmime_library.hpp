#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace pop3kit::engine {

/// Makes GMime ready, once in a process; any thread may call it, at any time. Its tables live as long as the process:
/// the application may use GMime as well.
void use_gmime();

struct object_release {
  void operator()(gpointer object) const noexcept { g_object_unref(object); }
};

/// Holds one reference to a GObject.
template <class T>
using object_ptr = std::unique_ptr<T, object_release>;

}  // namespace pop3kit::engine
