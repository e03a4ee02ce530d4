ALTER TABLE "pairing_schedules" DROP CONSTRAINT "pairing_schedules_community";--> statement-breakpoint
CREATE INDEX "pairing_schedules_community" ON "pairing_schedules" USING btree ("community_id");