"""Try growing past one machine, on the loopback: two servers, a balancer, a pooler, a replica promoted."""
