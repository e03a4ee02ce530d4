#!/bin/sh
# Makes what docker-compose.yml hands to the containers as secrets, once: a password for the database, and the key that everything
# members write is sealed under. What is there already is left alone. Keep a copy of secrets/rebound-key apart from your backups.
set -eu
cd "$(dirname "$0")/.."
# Others on this machine cannot enter the folder; within it the containers' own users must be able to read.
mkdir -p secrets
chmod 700 secrets
umask 022
[ -e secrets/postgres-password ] || openssl rand -hex 24 > secrets/postgres-password
[ -e secrets/rebound-key ] || openssl rand -base64 32 > secrets/rebound-key
[ -e secrets/database-url ] ||
  printf 'postgres://rebound:%s@postgres:5432/rebound\n' "$(cat secrets/postgres-password)" > secrets/database-url
[ -e .env ] || cp .env.example .env
echo 'The secrets are in the folder secrets. Fill in .env, then: docker compose up --detach'
