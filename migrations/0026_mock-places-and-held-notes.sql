ALTER TABLE "pairing_needs" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "pairings" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "partner_notes" ADD COLUMN "held" boolean DEFAULT false NOT NULL;