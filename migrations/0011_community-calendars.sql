CREATE TABLE "community_calendars" (
	"community_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"country" text,
	"region" text,
	"days" date[] NOT NULL,
	"on_day_off" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "community_calendars" ADD CONSTRAINT "community_calendars_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;