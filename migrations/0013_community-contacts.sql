CREATE TABLE "community_contacts" (
	"community_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"lines" text NOT NULL,
	"checked_on" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "community_contacts" ADD CONSTRAINT "community_contacts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;