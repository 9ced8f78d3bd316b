"""How long can it remember: recurrent networks trained while one looks."""
