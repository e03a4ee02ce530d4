CREATE TABLE "topic_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"topic_id" text NOT NULL,
	"kind" text NOT NULL,
	"locale" text NOT NULL,
	"title" text,
	"brief" text,
	"body" text,
	"needs" text[] NOT NULL,
	"keywords" text[] NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "appointed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "topic_versions" ADD CONSTRAINT "topic_versions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "topic_versions_community" ON "topic_versions" USING btree ("community_id");