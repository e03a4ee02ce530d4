ALTER TABLE "checkin_nudges" ADD COLUMN "zone_rules" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "reminders" ADD COLUMN "zone_rules" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "checkin_nudges_zone_rules" ON "checkin_nudges" USING btree ("state","zone_rules","due_at");--> statement-breakpoint
CREATE INDEX "reminders_zone_rules" ON "reminders" USING btree ("state","zone_rules","due_at");