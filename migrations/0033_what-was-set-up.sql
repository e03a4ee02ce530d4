ALTER TABLE "communities" ADD COLUMN "settings_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "left_out" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE "communities" SET "settings_at" = now() WHERE "zone" <> 'UTC';