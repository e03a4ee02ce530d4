CREATE TABLE "checkin_counts" (
	"community_id" uuid PRIMARY KEY NOT NULL,
	"rounds" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "checkin_counts" ADD CONSTRAINT "checkin_counts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "checkin_counts" ("community_id", "rounds")
	SELECT "community_id", max("number") + 1 FROM "checkin_rounds"
	JOIN "checkin_schedules" ON "checkin_schedules"."id" = "checkin_rounds"."schedule_id" GROUP BY "community_id";
