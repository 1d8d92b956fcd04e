#include "CRedisPlatform.h"
