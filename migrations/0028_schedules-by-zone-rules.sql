ALTER TABLE "checkin_schedules" ADD COLUMN "zone_rules" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "pairing_schedules" ADD COLUMN "zone_rules" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "checkin_schedules_zone_rules" ON "checkin_schedules" USING btree ("zone_rules","next_at");--> statement-breakpoint
CREATE INDEX "pairing_schedules_zone_rules" ON "pairing_schedules" USING btree ("zone_rules","ask_at");