#ifndef C_REDIS_PLATFORM_H
#define C_REDIS_PLATFORM_H

// The system headers that Swift's own modules for libc leave out.
#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif
#include <netinet/tcp.h>
#include <sys/un.h>

#endif
