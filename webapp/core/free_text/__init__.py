"""What may not stand in free text, because it would tell who somebody is: found however it is written."""
