// Made from openapi.json by `npm run api`. Not for hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alive
         * @description The process answers. Asks nobody else.
         */
        get: operations["alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics
         * @description Counters and times for Prometheus.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description How every part is, what the networks really run on, and the hashes of their weights.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Account
         * @description Your account.
         */
        get: operations["get_account"];
        put?: never;
        post?: never;
        /**
         * Delete Account
         * @description Deletes your account with everything it has, for good. Call it again where it broke off.
         */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        /**
         * Update Account
         * @description Changes the name or the language of your account; what is left out stays.
         */
        patch: operations["update_account"];
        trace?: never;
    };
    "/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Changes your password and ends all of your sessions but the one that asks. API keys stay.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Account
         * @description Makes an account that may sign in.
         */
        post: operations["create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Assets
         * @description Your assets, newest first; filters that are set must all hold.
         */
        get: operations["list_assets"];
        put?: never;
        /**
         * Create Asset
         * @description Keeps a photo.
         *
         *     Send a form with it in `photo`, JSON with `photo.base64` or `photo.url`, or the bare bytes with the options in the query; a bare
         *     zip of photos too. The same bytes again are the same asset. Large files over bad lines: `/v1/uploads`.
         */
        post: operations["create_asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assets/{asset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Asset
         * @description What is known about an asset.
         */
        get: operations["get_asset"];
        put?: never;
        post?: never;
        /**
         * Delete Asset
         * @description Deletes an asset for good, with bytes and thumbnail. The answer is the receipt.
         */
        delete: operations["delete_asset"];
        options?: never;
        head?: never;
        /**
         * Update Asset
         * @description Changes title, labels, favourite or expiry; what is left out stays.
         */
        patch: operations["update_asset"];
        trace?: never;
    };
    "/v1/assets/{asset_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Content
         * @description An asset's bytes. They never change: keep them by their `ETag`. One range at a time; in another `format`, whole.
         */
        get: operations["get_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assets/{asset_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Thumbnail
         * @description A small WebP of a picture, at most 512 pixels a side.
         */
        get: operations["get_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Batches
         * @description Your batches, newest first.
         */
        get: operations["list_batches"];
        put?: never;
        /**
         * Create Batch
         * @description Accepts a zip of photos: each becomes a job with the same `recipe` and options.
         *
         *     Send a form with the zip in `archive` as its last field, the bare zip with the options in the query, or JSON with the `asset_id`
         *     of one that is kept (`/v1/uploads` is the way for large ones).
         */
        post: operations["create_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Batch
         * @description Where a batch stands. Its jobs: `/v1/jobs?batch_id=`.
         */
        get: operations["get_batch"];
        put?: never;
        post?: never;
        /**
         * Cancel Batch
         * @description Cancels what of a batch has not ended.
         */
        delete: operations["cancel_batch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}/results.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Results
         * @description The pictures of the jobs that have succeeded by now, called as their photos were, in one zip.
         */
        get: operations["get_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/browser/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Browser Session
         * @description Signs the page in. The refresh token goes into a cookie that scripts cannot read; it is not in the answer.
         */
        post: operations["create_browser_session"];
        /**
         * End Browser Session
         * @description Signs the page out: the session ends, and the cookie is gone. Without a session it is answered alike.
         */
        delete: operations["end_browser_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/browser/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh Browser Session
         * @description A fresh access token for the cookie, which is replaced. Two tabs may ask at once.
         *
         *     401: the session is over, and the cookie is gone; sign in again.
         */
        post: operations["refresh_browser_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Cutout
         * @description Cuts the product out of a photo.
         *
         *     Send a form with the photo in `photo`, JSON with `photo.base64` or `photo.url`, or the bare photo with the options in the query.
         *     `Accept` picks the format, JSON with the report and all pictures, or `application/zip`; `format` wins over it.
         */
        post: operations["create_cutout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Engines
         * @description The engines that can make scenes, the default first.
         */
        get: operations["list_engines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description Your jobs, newest first.
         */
        get: operations["list_jobs"];
        put?: never;
        /**
         * Create Job
         * @description Accepts a job: `recipe` with the options of `/v1/cutouts` or `/v1/scenes`, and a photo or the `asset_id` of one.
         *
         *     It is safely written down when this answers. `Prefer: wait=N` waits up to N seconds (60 at most) for its end.
         */
        post: operations["create_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description Where a job stands, and what it made.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        /**
         * Cancel Job
         * @description Cancels a job: at once while it is queued, within one step while it runs. One that has ended stays as it is.
         */
        delete: operations["cancel_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch Events
         * @description A job's events as they come, to its end. After a break, `Last-Event-ID` (browsers send it) or `after` goes on from there.
         *
         *     The same as JSON messages over a WebSocket: `/v1/jobs/{job_id}/live`.
         */
        get: operations["watch_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/results.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job Results
         * @description Every picture that a job made, its layers too, in one zip.
         */
        get: operations["get_job_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Keys
         * @description Your API keys, newest first, without their secrets.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Create Key
         * @description Makes an API key. The whole key is in this answer and nowhere else, ever.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Key
         * @description Makes an API key useless from now on.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/manifests/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Manifest
         * @description The manifest that the `Link` field of a scene's answer points to; send it back as `manifest` to make the scene again.
         */
        get: operations["get_manifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgot Password
         * @description Has a mail sent with a link to set a new password. The answer is the same whether there is such an account or not.
         */
        post: operations["forgot_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Password
         * @description Sets a new password with what a mail brought, and ends all sessions of the account. It is good once, for 30 minutes.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prompts/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read Prompt
         * @description How the `sets` engine would read a prompt: the set, and which words were taken for what. Nothing is made.
         */
        post: operations["read_prompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotas/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update Quota
         * @description Changes what an account may use; for administrators.
         */
        put: operations["update_quota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Receipts
         * @description Proofs of what was deleted, newest first; kept 400 days.
         */
        get: operations["list_receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Retention
         * @description How long your things are kept.
         */
        get: operations["get_retention"];
        /**
         * Update Retention
         * @description Changes how long things are kept from now on; what is there keeps its expiry.
         */
        put: operations["update_retention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Scene
         * @description Cuts the product out of a photo and puts it into a scene described in words.
         *
         *     Send a form with the photo in `photo`, JSON with `photo.base64` or `photo.url`, or the bare photo with the options in the query.
         *     `Accept` picks the format, JSON with report, manifests and all pictures, or `application/zip` with all layers; `format` wins
         *     over it. Every answer's manifest makes the same picture again: send it as `manifest` with the same photo.
         */
        post: operations["create_scene"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Where your account is signed in, last used first.
         */
        get: operations["list_sessions"];
        put?: never;
        /**
         * Create Session
         * @description Signs in with e-mail address and password.
         *
         *     The access token lives 5 minutes (`access_expire_time` tells exactly); then refresh.
         */
        post: operations["create_session"];
        /**
         * End Session
         * @description Ends the session of a refresh token. An unknown token is answered alike.
         *
         *     An access token that the session gave out stays good until it expires, so it outlives the session by 5 minutes at most.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Session By Id
         * @description Ends one of your sessions. Its access token stays good until it expires, 5 minutes at most.
         */
        delete: operations["end_session_by_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Other Sessions
         * @description Ends all of your sessions but the one that asks; all of them where an API key asks.
         */
        delete: operations["end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh Session
         * @description Exchanges a refresh token for fresh tokens. It is used up; sent a second time it ends the session.
         */
        post: operations["refresh_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sets
         * @description The studio sets that the `sets` engine can build.
         */
        get: operations["list_sets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Upload
         * @description Begins an upload of `Upload-Length` bytes; `Upload-Metadata` may tell `filename`, `filetype`, `kind`, `title`, `tags`.
         *
         *     Send the bytes with PATCH to `Location`. It is given up at `Upload-Expires`.
         */
        post: operations["create_upload"];
        delete?: never;
        /**
         * Tell Tus
         * @description What of the protocol is there. Needs no credential.
         */
        options: operations["tell_tus"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Upload
         * @description Gives an upload up and deletes what has arrived of it.
         */
        delete: operations["delete_upload"];
        options?: never;
        /**
         * Get Upload
         * @description How far an upload has come, in `Upload-Offset`; when it is whole, its asset in `Packshot-Asset`.
         */
        head: operations["get_upload"];
        /**
         * Append Upload
         * @description The next bytes, which go at `Upload-Offset`. With the last one the asset is there: `Packshot-Asset` names it.
         */
        patch: operations["append_upload"];
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Usage
         * @description What your account has used this month, what it keeps, and what it may.
         */
        get: operations["get_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Webhooks
         * @description Your endpoints, newest first.
         */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * Create Webhook
         * @description Adds an endpoint. The secret to check signatures with is in this answer and nowhere else.
         */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Webhook
         * @description Removes an endpoint and its deliveries.
         */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        /**
         * Update Webhook
         * @description Changes URL, events, or whether it is on; what is left out stays.
         */
        patch: operations["update_webhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deliveries
         * @description Deliveries of an endpoint, newest first; kept 30 days.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeliver
         * @description Sends a delivery again, with the same id, now.
         */
        post: operations["redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate Webhook Secret
         * @description Gives an endpoint a new secret. For 24 hours deliveries are signed with both.
         */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Account
         * @description A person or a shop that uses Packshot.
         */
        Account: {
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /** Display Name */
            display_name: string;
            /** Email */
            email: string;
            /** Id */
            id: string;
            /**
             * Language
             * @description Of pages and mails, `en` or `ru`; empty: not said.
             * @example en
             */
            language: string;
            /**
             * Scopes
             * @description What a session of this account may do.
             */
            scopes: string[];
        };
        /**
         * AccountChange
         * @description What to change of your account; what is left out stays.
         */
        AccountChange: {
            /**
             * Display Name
             * @description Name to show, at most 100 characters.
             * @default
             * @example Ada Ceramics
             */
            display_name?: string;
            /**
             * @description Of pages and mails.
             * @default en
             * @example ru
             */
            language?: components["schemas"]["Language"];
        };
        /**
         * Alive
         * @description The process answers.
         */
        Alive: {
            /**
             * Status
             * @example alive
             */
            status: string;
        };
        /**
         * Asset
         * @description Something that is kept.
         */
        Asset: {
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /**
             * Expire Time
             * @description When it is deleted; null: never.
             */
            expire_time: string | null;
            /**
             * Favourite
             * @description One of the saved pictures; it does not expire.
             */
            favourite: boolean;
            /**
             * Height
             * @description Pixels; 0 for what is no picture.
             */
            height: number;
            /**
             * Id
             * @example ast_4f0c3b2a1d9e8f7a6b5c4d3e
             */
            id: string;
            /**
             * Job Id
             * @description Job that made it; empty for what was sent.
             */
            job_id: string;
            /**
             * Kind
             * @description `photo`, `result`, `layer` or `archive`.
             * @example photo
             */
            kind: string;
            /**
             * Layer
             * @description Which picture of its job it is; empty for what was sent.
             */
            layer: string;
            /**
             * Manifest
             * @description How to make it again: send it as `manifest` with the same photo.
             */
            manifest: {
                [key: string]: unknown;
            } | null;
            /**
             * Mime
             * @example image/jpeg
             */
            mime: string;
            /**
             * Parents
             * @description Assets that it was made from.
             */
            parents: string[];
            /**
             * Recipe
             * @description Recipe that made it; empty for what was sent.
             */
            recipe: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
            /** Tags */
            tags: string[];
            /** Title */
            title: string;
            /**
             * Update Time
             * Format: date-time
             */
            update_time: string;
            /**
             * Variant
             * @description Which scene of several of one job, from 0.
             */
            variant: number;
            /**
             * Width
             * @description Pixels; 0 for what is no picture.
             */
            width: number;
        };
        /**
         * AssetChange
         * @description What to change of an asset; what is left out stays.
         */
        AssetChange: {
            /**
             * Expire Time
             * @description When it is deleted; null: never.
             * @example 2030-01-01T00:00:00Z
             */
            expire_time?: string | null;
            /**
             * Favourite
             * @default false
             * @example true
             */
            favourite?: boolean;
            /**
             * Tags
             * @default []
             * @example [
             *       "mugs",
             *       "spring"
             *     ]
             */
            tags?: string[];
            /**
             * Title
             * @default
             * @example Blue mug, front
             */
            title?: string;
        };
        /**
         * Assets
         * @description A page of assets, newest first.
         */
        Assets: {
            /** Assets */
            assets: components["schemas"]["Asset"][];
            /**
             * Next Page Token
             * @description Send it as `page_token` for the next page; empty: this is the last.
             */
            next_page_token: string;
        };
        /**
         * Batch
         * @description Photos that were sent together.
         */
        Batch: {
            counts: components["schemas"]["Counts"];
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /** End Time */
            end_time: string | null;
            failure: components["schemas"]["Failure"] | null;
            /**
             * Id
             * @example bat_4f0c3b2a1d9e8f7a6b5c4d3e
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Photos
             * @description Photos found in the zip.
             */
            photos: number;
            /** Recipe */
            recipe: string;
            /**
             * Refused
             * @description Files of the zip that became no job, at most 1000.
             */
            refused: components["schemas"]["Refused"][];
            /**
             * State
             * @description `unpacking`, `running`; at its end `finished`, `cancelled`, `failed`.
             * @example running
             */
            state: string;
        };
        /**
         * Batches
         * @description A page of batches, newest first.
         */
        Batches: {
            /** Batches */
            batches: components["schemas"]["Batch"][];
            /** Next Page Token */
            next_page_token: string;
        };
        /**
         * Box
         * @description A rectangle in pixels from the top left corner.
         */
        Box: {
            /** Height */
            height: number;
            /** Width */
            width: number;
            /** X */
            x: number;
            /** Y */
            y: number;
        };
        /**
         * BrowserSession
         * @description What a page keeps in memory, and nowhere else.
         */
        BrowserSession: {
            /**
             * Access Expire Time
             * Format: date-time
             */
            access_expire_time: string;
            /**
             * Access Token
             * @description For `Authorization: Bearer`; lives 5 minutes.
             */
            access_token: string;
            /** Account Id */
            account_id: string;
        };
        /**
         * Counts
         * @description Jobs of a batch by where they stand.
         */
        Counts: {
            /**
             * Cancelled
             * @description Cancelled or expired.
             */
            cancelled: number;
            /** Failed */
            failed: number;
            /** Queued */
            queued: number;
            /** Running */
            running: number;
            /** Succeeded */
            succeeded: number;
        };
        /**
         * CreatedKey
         * @description A new API key.
         */
        CreatedKey: {
            key: components["schemas"]["Key"];
            /**
             * Secret
             * @description The whole key. It is in this answer and nowhere else, ever.
             * @example pk_<id>_<secret>
             */
            secret: string;
        };
        /**
         * CreatedWebhook
         * @description A new endpoint.
         */
        CreatedWebhook: {
            /**
             * Secret
             * @description To check signatures with, as Standard Webhooks says. It is in this answer and nowhere else.
             * @example whsec_...
             */
            secret: string;
            webhook: components["schemas"]["Webhook"];
        };
        /**
         * Credentials
         * @description Signs in.
         */
        Credentials: {
            /**
             * Email
             * @example ada@example.com
             */
            email: string;
            /**
             * Password
             * @example correct horse battery
             */
            password: string;
        };
        /**
         * Deliveries
         * @description A page of deliveries, newest first.
         */
        Deliveries: {
            /** Deliveries */
            deliveries: components["schemas"]["Delivery"][];
            /** Next Page Token */
            next_page_token: string;
        };
        /**
         * Delivery
         * @description One message to an endpoint.
         */
        Delivery: {
            /** Attempts */
            attempts: number;
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /** Error */
            error: string;
            /**
             * Event
             * @example job.succeeded
             */
            event: string;
            /**
             * Id
             * @description Sent as `webhook-id`, the same in every try.
             */
            id: string;
            /**
             * Next Time
             * @description When it is tried next; null: not again.
             */
            next_time: string | null;
            /**
             * State
             * @description `pending`, `delivered` or `failed`.
             * @example delivered
             */
            state: string;
            /**
             * Status
             * @description HTTP status of the latest answer; 0: none came.
             */
            status: number;
            /**
             * Subject Id
             * @description Job or batch that it is about.
             */
            subject_id: string;
        };
        /**
         * Drift
         * @description Proof of what happened to the product's pixels.
         */
        Drift: {
            /**
             * Edge Fringe
             * @description How far the soft edge lies from a clean blend, 0 to 255.
             */
            edge_fringe: number;
            /**
             * Grown Pixels
             * @description Pixels with product colour outside the product.
             */
            grown_pixels: number;
            /**
             * Max Difference
             * @description Largest difference inside the product, 0 to 255. 0: bit for bit the same.
             */
            max_difference: number;
            /**
             * Outgrowth
             * @description What a painted scene makes of the product beyond its edge, a share of its area; null where nothing is painted.
             */
            outgrowth: number | null;
            /**
             * Passed
             * @description Whether all of it is within what can be published.
             */
            passed: boolean;
            /**
             * Relit
             * @description Whether `light_match` changed the product; the rest is measured against the product so lit.
             */
            relit: boolean;
            /**
             * Relit Difference
             * @description Largest change that this made inside the product, 0 to 255.
             */
            relit_difference: number;
        };
        /**
         * Engine
         * @description An engine that can make scenes.
         */
        Engine: {
            /** Description */
            description: string;
            /**
             * Device
             * @description What it runs on: `cpu`, `cuda`.
             * @example cpu
             */
            device: string;
            /**
             * Name
             * @example sets
             */
            name: string;
            /** Version */
            version: string;
        };
        /**
         * Engines
         * @description The engines, the default first.
         */
        Engines: {
            /** Engines */
            engines: components["schemas"]["Engine"][];
        };
        /**
         * Failure
         * @description Why it failed.
         */
        Failure: {
            /** Detail */
            detail: string;
            /** Facts */
            facts: {
                [key: string]: string;
            };
            /**
             * Reason
             * @description Stable, the same as in a problem document.
             * @example NO_PRODUCT
             */
            reason: string;
            /**
             * Retryable
             * @description Whether the same may succeed later.
             */
            retryable: boolean;
        };
        /**
         * ForgottenPassword
         * @description Asks for a mail with which a new password is set.
         */
        ForgottenPassword: {
            /**
             * Email
             * @example ada@example.com
             */
            email: string;
            /**
             * @description Of the mail. Default: the account's own, else English.
             * @example ru
             */
            language?: components["schemas"]["Language"] | null;
        };
        /**
         * Format
         * @description How a picture can be encoded on its way out.
         * @enum {string}
         */
        Format: "png" | "jpeg" | "webp" | "avif";
        /**
         * Gone
         * @description What was deleted with an account.
         */
        Gone: {
            /** Assets */
            assets: number;
            /** Bytes */
            bytes: number;
            /**
             * Delete Time
             * Format: date-time
             */
            delete_time: string;
            /** Jobs */
            jobs: number;
        };
        /**
         * Job
         * @description Work that was accepted.
         */
        Job: {
            /**
             * Asset Id
             * @description Asset that it works on.
             */
            asset_id: string;
            /**
             * Attempts
             * @description Times that a worker has begun it.
             */
            attempts: number;
            /**
             * Batch Id
             * @description Batch that it belongs to; empty: none.
             */
            batch_id: string;
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /**
             * Credits
             * @description Charged for it; 0 until it has succeeded.
             */
            credits: number;
            /** End Time */
            end_time: string | null;
            /**
             * Event Id
             * @description Of its latest change of state.
             */
            event_id: number;
            /**
             * Expire Time
             * @description While it waits: when it is given up. Once it has ended: when it is deleted.
             */
            expire_time: string | null;
            /** @description Why it failed. */
            failure: components["schemas"]["Failure"] | null;
            /**
             * Id
             * @example job_4f0c3b2a1d9e8f7a6b5c4d3e
             */
            id: string;
            /**
             * Manifests
             * @description How to make each scene again, once it has succeeded.
             */
            manifests: components["schemas"]["Manifest"][];
            /** Name */
            name: string;
            /**
             * Outputs
             * @description Pictures that it made, once it has succeeded.
             */
            outputs: components["schemas"]["Output"][];
            /**
             * Priority
             * @example interactive
             */
            priority: string;
            /** @description How far it has come; the latest that is known. */
            progress: components["schemas"]["Progress"] | null;
            /**
             * Recipe
             * @example scene
             */
            recipe: string;
            /** @description What is known about the cutout, once it has succeeded. */
            report: components["schemas"]["Report"] | null;
            /** Start Time */
            start_time: string | null;
            /**
             * State
             * @description `queued`, `running`; at its end `succeeded`, `failed`, `cancelled`, `expired`.
             * @example queued
             */
            state: string;
        };
        /**
         * Jobs
         * @description A page of jobs, newest first.
         */
        Jobs: {
            /** Jobs */
            jobs: components["schemas"]["Job"][];
            /**
             * Next Page Token
             * @description Send it as `page_token` for the next page; empty: this is the last.
             */
            next_page_token: string;
        };
        /**
         * Key
         * @description An API key as it may be shown.
         */
        Key: {
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /**
             * Expire Time
             * @description When it stops being good; null: never.
             */
            expire_time: string | null;
            /** Id */
            id: string;
            /**
             * Last Use Time
             * @description When it was last used, to the minute; null: never.
             */
            last_use_time: string | null;
            /** Name */
            name: string;
            /**
             * Prefix
             * @description First characters of the key, to tell keys apart.
             */
            prefix: string;
            /**
             * Revoke Time
             * @description When it was revoked; null: it was not.
             */
            revoke_time: string | null;
            /** Scopes */
            scopes: string[];
        };
        /**
         * Keys
         * @description API keys, newest first.
         */
        Keys: {
            /** Keys */
            keys: components["schemas"]["Key"][];
        };
        /**
         * KindName
         * @description What an asset is.
         * @enum {string}
         */
        KindName: "photo" | "result" | "layer" | "archive";
        /**
         * Language
         * @description What pages and mails are written in.
         * @enum {string}
         */
        Language: "en" | "ru";
        /**
         * Manifest
         * @description What is needed to make the same scene again.
         */
        Manifest: {
            /**
             * Document
             * @description Every parameter after resolution, and SHA-256 of the product.
             */
            document: {
                [key: string]: unknown;
            };
            drift: components["schemas"]["Drift"];
            /** Engine */
            engine: string;
            /** Engine Version */
            engine_version: string;
            /** @description Where the product stands, in output pixels. */
            product_box: components["schemas"]["Box"];
            /**
             * Safe
             * @description Whether a first try drifted, and this one was made with the safe settings.
             */
            safe: boolean;
            /** Seed */
            seed: number;
            /** Set */
            set: string;
            size: components["schemas"]["Size"];
            understanding: components["schemas"]["Understanding"];
            /**
             * Variant
             * @description Which of `n` scenes this is, from 0.
             */
            variant: number;
        };
        /**
         * Meaning
         * @description One thing that a word was taken for.
         */
        Meaning: {
            kind: components["schemas"]["WordKind"];
            /**
             * Meaning
             * @description A set's name, `#rrggbb`, a material, a kind of light, a mood; empty: unknown.
             */
            meaning: string;
        };
        /**
         * Model
         * @description A network and what it really runs on.
         */
        Model: {
            /**
             * Name
             * @example u2net
             */
            name: string;
            /**
             * Precision
             * @example bf16
             */
            precision: string;
            /**
             * Provider
             * @description What executes it: `openvino`, `cuda`, `cpu`.
             * @example openvino
             */
            provider: string;
            /** Version */
            version: string;
            /** Weights Sha256 */
            weights_sha256: string;
        };
        /**
         * NewAccount
         * @description Asks for an account.
         */
        NewAccount: {
            /**
             * Display Name
             * @description Name to show, at most 100 characters.
             * @default
             * @example Ada Ceramics
             */
            display_name?: string;
            /**
             * Email
             * @description E-mail address, at most 254 characters.
             * @example ada@example.com
             */
            email: string;
            /**
             * Password
             * @description 10 to 256 characters.
             * @example correct horse battery
             */
            password: string;
        };
        /**
         * NewKey
         * @description Asks for an API key.
         */
        NewKey: {
            /**
             * Expire Time
             * @description When it stops being good; unset: never.
             * @example 2030-01-01T00:00:00Z
             */
            expire_time?: string | null;
            /**
             * Name
             * @description What to call it, at most 100 characters.
             * @default
             * @example shop server
             */
            name?: string;
            /**
             * Scopes
             * @description What it may do, at least one of your own: `cutouts`, `scenes`, `keys`, `account`.
             * @example [
             *       "cutouts",
             *       "scenes"
             *     ]
             */
            scopes: string[];
        };
        /**
         * NewPassword
         * @description Sets a new password with what a mail brought.
         */
        NewPassword: {
            /**
             * New Password
             * @description 10 to 256 characters.
             * @example four quiet grey donkeys
             */
            new_password: string;
            /**
             * Token
             * @description What stands behind `#token=` in the mail's link.
             * @example 4fzzzxjylrx
             */
            token: string;
        };
        /**
         * NewQuota
         * @description What an account may use; 0 means without a limit. All of it is set.
         */
        NewQuota: {
            /**
             * Credits A Month
             * @description Credits a calendar month (UTC).
             * @example 5000
             */
            credits_a_month: number;
            /**
             * Queued Jobs
             * @description Jobs waiting at a time.
             * @example 10000
             */
            queued_jobs: number;
            /**
             * Running Jobs
             * @description Jobs running at a time.
             * @example 8
             */
            running_jobs: number;
            /**
             * Storage Bytes
             * @description Bytes kept.
             * @example 50000000000
             */
            storage_bytes: number;
        };
        /**
         * NewRetention
         * @description How long things are kept from now on; 0 means without an end. All of it is set.
         */
        NewRetention: {
            /**
             * Results S
             * @description Seconds for what jobs make; at least 3600.
             * @example 7776000
             */
            results_s: number;
            /**
             * Uploads S
             * @description Seconds for what is sent; at least 3600.
             * @example 604800
             */
            uploads_s: number;
        };
        /**
         * NewSecret
         * @description An endpoint's new secret; for 24 hours deliveries are signed with both.
         */
        NewSecret: {
            /**
             * Secret
             * @example whsec_...
             */
            secret: string;
        };
        /**
         * NewWebhook
         * @description Asks for an endpoint.
         */
        NewWebhook: {
            /**
             * Events
             * @description `job.succeeded`, `job.failed`, `job.cancelled`, `job.expired`, `batch.finished`. Empty: all.
             * @default []
             * @example [
             *       "job.succeeded",
             *       "job.failed"
             *     ]
             */
            events?: string[];
            /**
             * Url
             * @description `https://...`, a public host.
             * @example https://shop.example/packshot
             */
            url: string;
        };
        /**
         * Output
         * @description A picture that a job made.
         */
        Output: {
            /** Asset Id */
            asset_id: string;
            /**
             * Layer
             * @example result
             */
            layer: string;
            /**
             * Variant
             * @description Which scene of several, from 0.
             */
            variant: number;
        };
        /**
         * Password
         * @description Confirms that it is you.
         */
        Password: {
            /**
             * Password
             * @description Your account's password.
             * @example correct horse battery
             */
            password: string;
        };
        /**
         * PasswordChange
         * @description Changes your password.
         */
        PasswordChange: {
            /**
             * New Password
             * @description The one from now on, 10 to 256 characters.
             * @example four quiet grey donkeys
             */
            new_password: string;
            /**
             * Password
             * @description The one so far.
             * @example correct horse battery
             */
            password: string;
        };
        /**
         * Picture
         * @description One picture in a JSON answer.
         */
        Picture: {
            /**
             * Base64
             * @example iVBORw0KGgo=
             */
            base64: string;
            /**
             * Content Type
             * @example image/png
             */
            content_type: string;
            /** Height */
            height: number;
            /**
             * Layer
             * @example product
             */
            layer: string;
            /**
             * Variant
             * @description Which of `n` scenes it belongs to, from 0.
             */
            variant: number;
            /** Width */
            width: number;
        };
        /**
         * Pictures
         * @description The JSON answer of a picture request.
         */
        Pictures: {
            /** @description How to make the scene again, the first of several; null for a cutout. */
            manifest: components["schemas"]["Manifest"] | null;
            /**
             * Manifests
             * @description How to make each scene again; empty for a cutout.
             */
            manifests: components["schemas"]["Manifest"][];
            /** Pictures */
            pictures: components["schemas"]["Picture"][];
            /** @description What is known about the cutout. */
            report: components["schemas"]["Report"] | null;
            /** Request Id */
            request_id: string;
        };
        /** @description RFC 9457 problem document. `reason` is stable and the same as over gRPC. */
        Problem: {
            detail: string;
            errors?: {
                detail?: string;
                field?: string;
            }[];
            facts?: {
                [key: string]: string;
            };
            /** Format: uri */
            instance: string;
            reason: string;
            request_id: string;
            retry_after_s?: number;
            status: number;
            title: string;
            /** Format: uri */
            type: string;
        };
        /**
         * Progress
         * @description How far it has come.
         */
        Progress: {
            /**
             * Stage
             * @example network
             */
            stage: string;
            /** Step */
            step: number;
            /** Total */
            total: number;
        };
        /**
         * PromptReading
         * @description How the `sets` engine would read a prompt.
         */
        PromptReading: {
            understanding: components["schemas"]["Understanding"];
            /**
             * Words
             * @description In their order; those that wish for nothing are left out.
             */
            words: components["schemas"]["Word"][];
        };
        /**
         * PromptWish
         * @description A prompt to be read.
         */
        PromptWish: {
            /**
             * Negative Prompt
             * @description What the scene must not have, in words.
             * @default
             * @example clutter
             */
            negative_prompt?: string;
            /**
             * Prompt
             * @description The scene in words, English or Russian, 1 to 2000 characters.
             * @example a mug on pale oak, golden hour, no plants
             */
            prompt: string;
            /**
             * Set
             * @description Studio set, by its name. Empty: picked from the words.
             * @default
             * @example tabletop
             */
            set?: string;
        };
        /**
         * Quota
         * @description What an account may use; 0 means without a limit.
         */
        Quota: {
            /** Credits A Month */
            credits_a_month: number;
            /** Queued Jobs */
            queued_jobs: number;
            /** Running Jobs */
            running_jobs: number;
            /** Storage Bytes */
            storage_bytes: number;
        };
        /**
         * Readiness
         * @description How all parts are.
         */
        Readiness: {
            /**
             * Engines
             * @description The engines that can make scenes.
             */
            engines: components["schemas"]["Engine"][];
            /**
             * Models
             * @description The networks that are loaded, and what they really run on.
             */
            models: components["schemas"]["Model"][];
            /** Services */
            services: {
                [key: string]: components["schemas"]["ServiceState"];
            };
            /**
             * Status
             * @description `ready`, `not_ready` or `draining`.
             * @example ready
             */
            status: string;
        };
        /**
         * Receipt
         * @description Proof of a deletion. It names no content.
         */
        Receipt: {
            /** Asset Id */
            asset_id: string;
            /**
             * Bytes Deleted
             * @description False where another asset of yours still has the same bytes.
             */
            bytes_deleted: boolean;
            /**
             * Delete Time
             * Format: date-time
             */
            delete_time: string;
            /** Id */
            id: string;
            /**
             * Reason
             * @description `asked`, `expired` or `job_expired`.
             * @example asked
             */
            reason: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
        };
        /**
         * Receipts
         * @description A page of receipts, newest first.
         */
        Receipts: {
            /** Next Page Token */
            next_page_token: string;
            /** Receipts */
            receipts: components["schemas"]["Receipt"][];
        };
        /**
         * RecipeName
         * @description What can be done with a photo.
         * @enum {string}
         */
        RecipeName: "cutout" | "scene";
        /**
         * RefreshToken
         * @description Names a session by its refresh token.
         */
        RefreshToken: {
            /**
             * Refresh Token
             * @description The session's newest refresh token.
             * @example rt_4fzzzxjylrx
             */
            refresh_token: string;
        };
        /**
         * Refused
         * @description A file of a zip that became no job.
         */
        Refused: {
            /** Detail */
            detail: string;
            /** Path */
            path: string;
            /** Reason */
            reason: string;
        };
        /**
         * Report
         * @description What is known about a cutout besides its pixels.
         */
        Report: {
            /**
             * Confidence
             * @description How sure the network is of what it marked, 0 to 1.
             */
            confidence: number;
            /**
             * Coverage
             * @description Share of the photo that is product, 0 to 1.
             */
            coverage: number;
            /** @description The part of the upright photo that the pictures show. */
            crop_box: components["schemas"]["Box"];
            /**
             * Cut Edges
             * @description Sides of the photo that cut the product off.
             */
            cut_edges: string[];
            /**
             * Doubtful
             * @description The matte needs a look before it is published.
             */
            doubtful: boolean;
            /**
             * Doubts
             * @description Why it is doubtful.
             */
            doubts: string[];
            /**
             * Matte Source
             * @description `network`, or `alpha` where the photo's own alpha channel was kept.
             */
            matte_source: string;
            /** @description The network that was asked; null where none was. */
            model: components["schemas"]["Model"] | null;
            /** @description Of the photo, upright. */
            photo_size: components["schemas"]["Size"];
            /** @description The product in the upright photo. */
            product_box: components["schemas"]["Box"];
            /** @description Of the pictures sent, after any crop. */
            size: components["schemas"]["Size"];
            /**
             * Times Ms
             * @description Milliseconds of each step.
             */
            times_ms: {
                [key: string]: number;
            };
        };
        /**
         * Retention
         * @description How long things are kept, seconds; 0 means without an end.
         */
        Retention: {
            /** Results S */
            results_s: number;
            /** Uploads S */
            uploads_s: number;
        };
        /**
         * ServiceState
         * @description How one part is.
         */
        ServiceState: {
            /**
             * Needed
             * @description Whether nothing is ready without it.
             */
            needed: boolean;
            /**
             * State
             * @description `serving`, `not_serving` or `unreachable`.
             * @example serving
             */
            state: string;
        };
        /**
         * Session
         * @description A sign-in that is alive.
         */
        Session: {
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /**
             * Current
             * @description Whether it is the one that asks.
             */
            current: boolean;
            /**
             * Expire Time
             * Format: date-time
             * @description When it ends by itself.
             */
            expire_time: string;
            /** Id */
            id: string;
            /**
             * Last Used Time
             * Format: date-time
             * @description When it was last refreshed, or opened.
             */
            last_used_time: string;
            /**
             * User Agent
             * @description What the program that signed in called itself: its own text, at most 200 characters; may be empty.
             * @example Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0.0.0
             */
            user_agent: string;
        };
        /**
         * Sessions
         * @description Sessions, last used first; at most 200.
         */
        Sessions: {
            /** Sessions */
            sessions: components["schemas"]["Session"][];
        };
        /**
         * SetInfo
         * @description A studio set.
         */
        SetInfo: {
            /** Description */
            description: string;
            /** Name */
            name: string;
            /**
             * Words
             * @description Words of a prompt that lead to it.
             */
            words: string[];
        };
        /**
         * Sets
         * @description The studio sets, by name.
         */
        Sets: {
            /** Sets */
            sets: components["schemas"]["SetInfo"][];
        };
        /**
         * Size
         * @description A size in pixels.
         */
        Size: {
            /** Height */
            height: number;
            /** Width */
            width: number;
        };
        /**
         * StateName
         * @description Where a job stands.
         * @enum {string}
         */
        StateName: "queued" | "running" | "succeeded" | "failed" | "cancelled" | "expired";
        /**
         * Tokens
         * @description What to authenticate with.
         */
        Tokens: {
            /**
             * Access Expire Time
             * Format: date-time
             */
            access_expire_time: string;
            /**
             * Access Token
             * @description For `Authorization: Bearer`; lives 5 minutes, and outlives its session by at most that.
             */
            access_token: string;
            /** Refresh Expire Time */
            refresh_expire_time: string | null;
            /**
             * Refresh Token
             * @description Good for one refresh.
             */
            refresh_token: string;
            /** Scopes */
            scopes: string[];
        };
        /**
         * Understanding
         * @description What the words of the prompt were taken for.
         */
        Understanding: {
            /** Colours */
            colours: string[];
            /**
             * Guesses
             * @description Words that no table has, with what they were taken for.
             */
            guesses: string[];
            /** Light */
            light: string[];
            /** Materials */
            materials: string[];
            /**
             * Mood
             * @description Season and mood.
             */
            mood: string[];
            /** Not Understood */
            not_understood: string[];
            /** Set */
            set: string;
            /**
             * Set By
             * @description What decided the set: `words`, `mood`, `likeness`, `request`, `default`.
             */
            set_by: string;
        };
        /**
         * Usage
         * @description What your account has used and may use.
         */
        Usage: {
            /** Assets */
            assets: number;
            /**
             * Credits
             * @description Charged this month.
             */
            credits: number;
            /**
             * Month Start
             * Format: date-time
             */
            month_start: string;
            /** Queued Jobs */
            queued_jobs: number;
            quota: components["schemas"]["Quota"];
            /** Running Jobs */
            running_jobs: number;
            /**
             * Storage Bytes
             * @description Kept now; the same bytes count once.
             */
            storage_bytes: number;
            /**
             * Succeeded Jobs
             * @description This month.
             */
            succeeded_jobs: number;
        };
        /**
         * Webhook
         * @description An endpoint of yours that is told when work has ended.
         */
        Webhook: {
            /**
             * Create Time
             * Format: date-time
             */
            create_time: string;
            /** Enabled */
            enabled: boolean;
            /**
             * Events
             * @description `job.succeeded`, `job.failed`, `job.cancelled`, `job.expired`, `batch.finished`.
             */
            events: string[];
            /**
             * Failures
             * @description Deliveries in a row that were given up; at 20 it is switched off.
             */
            failures: number;
            /** Id */
            id: string;
            /** Url */
            url: string;
        };
        /**
         * WebhookChange
         * @description What to change of an endpoint; what is left out stays.
         */
        WebhookChange: {
            /**
             * Enabled
             * @description Switching it on forgets its failures.
             * @default true
             * @example true
             */
            enabled?: boolean;
            /**
             * Events
             * @description `job.succeeded`, `job.failed`, `job.cancelled`, `job.expired`, `batch.finished`.
             * @default []
             * @example [
             *       "batch.finished"
             *     ]
             */
            events?: string[];
            /**
             * Url
             * @default
             * @example https://shop.example/packshot
             */
            url?: string;
        };
        /**
         * Webhooks
         * @description Endpoints, newest first.
         */
        Webhooks: {
            /** Webhooks */
            webhooks: components["schemas"]["Webhook"][];
        };
        /**
         * Word
         * @description A word of the prompt, or two that are one, that says something.
         */
        Word: {
            /**
             * End
             * @description The character after its last one.
             */
            end: number;
            /**
             * Guess
             * @description The known word it was taken for where no table has it; empty otherwise.
             */
            guess: string;
            /** Meanings */
            meanings: components["schemas"]["Meaning"][];
            /**
             * Refused
             * @description Whether the prompt itself refuses it: "no plants".
             */
            refused: boolean;
            /**
             * Start
             * @description First character, in Unicode characters of the prompt's composed form (NFC), from 0.
             */
            start: number;
            /**
             * Text
             * @description In lower case, as the tables know it.
             * @example golden hour
             */
            text: string;
        };
        /**
         * WordKind
         * @description What a word is about.
         * @enum {string}
         */
        WordKind: "set" | "colour" | "material" | "pattern" | "light" | "mood" | "unknown";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "alive"
                     *     }
                     */
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP packshot_http_requests_total Requests answered.
                     *     # TYPE packshot_http_requests_total counter
                     *     packshot_http_requests_total{method="POST",route="/v1/cutouts",status="200"} 1024.0
                     */
                    "text/plain": unknown;
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "services": {
                     *         "auth": {
                     *           "state": "serving",
                     *           "needed": true
                     *         },
                     *         "studio": {
                     *           "state": "serving",
                     *           "needed": true
                     *         },
                     *         "segmenter": {
                     *           "state": "serving",
                     *           "needed": true
                     *         },
                     *         "generator": {
                     *           "state": "serving",
                     *           "needed": true
                     *         },
                     *         "counters": {
                     *           "state": "serving",
                     *           "needed": false
                     *         }
                     *       },
                     *       "models": [
                     *         {
                     *           "name": "u2net",
                     *           "version": "1",
                     *           "provider": "openvino",
                     *           "precision": "bf16",
                     *           "weights_sha256": "8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491"
                     *         }
                     *       ],
                     *       "engines": [
                     *         {
                     *           "name": "sets",
                     *           "version": "1",
                     *           "description": "Studio sets, dressed from the prompt.",
                     *           "device": "cpu"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description A part that is needed is not ready. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "not_ready",
                     *       "services": {
                     *         "auth": {
                     *           "state": "not_serving",
                     *           "needed": true
                     *         },
                     *         "studio": {
                     *           "state": "serving",
                     *           "needed": true
                     *         },
                     *         "segmenter": {
                     *           "state": "serving",
                     *           "needed": true
                     *         },
                     *         "generator": {
                     *           "state": "serving",
                     *           "needed": true
                     *         },
                     *         "counters": {
                     *           "state": "serving",
                     *           "needed": false
                     *         }
                     *       },
                     *       "models": [
                     *         {
                     *           "name": "u2net",
                     *           "version": "1",
                     *           "provider": "openvino",
                     *           "precision": "bf16",
                     *           "weights_sha256": "8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491"
                     *         }
                     *       ],
                     *       "engines": [
                     *         {
                     *           "name": "sets",
                     *           "version": "1",
                     *           "description": "Studio sets, dressed from the prompt.",
                     *           "device": "cpu"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    get_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:key-not-found",
                     *       "title": "Key not found",
                     *       "status": 404,
                     *       "detail": "There is no such key in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "KEY_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Password"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gone"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:key-not-found",
                     *       "title": "Key not found",
                     *       "status": 404,
                     *       "detail": "There is no such key in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "KEY_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description WEAK_PASSWORD */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:weak-password",
                     *       "title": "Weak password",
                     *       "status": 400,
                     *       "detail": "The password has 5 characters. Use 10 to 256.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "WEAK_PASSWORD",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BAD_CREDENTIALS */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:bad-credentials",
                     *       "title": "Bad credentials",
                     *       "status": 401,
                     *       "detail": "This e-mail address and password, or this key, are not accepted.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BAD_CREDENTIALS",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description EMAIL_TAKEN */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:email-taken",
                     *       "title": "Email taken",
                     *       "status": 409,
                     *       "detail": "There is an account with this e-mail address already.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "EMAIL_TAKEN",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_assets: {
        parameters: {
            query?: {
                favourites_only?: boolean;
                job_id?: string;
                kind?: components["schemas"]["KindName"] | null;
                /** @description Entries a page, 1 to 200; 0: 50. */
                page_size?: number;
                /** @description `next_page_token` of the page before. */
                page_token?: string;
                parent_id?: string;
                recipe?: string;
                since?: string | null;
                /** @description Only what carries all of them; repeat it. */
                tag?: string[] | null;
                /** @description Words of title, labels or prompt. */
                text?: string;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assets"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_asset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request safe for 24 hours: at most 128 printable characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photo": {
                 *         "url": "https://shop.example/mug.jpg"
                 *       },
                 *       "title": "Blue mug, front",
                 *       "tags": [
                 *         "mugs"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Default: a photo; for `application/zip` an archive.
                     * @enum {string}
                     */
                    kind?: "photo" | "archive";
                    /** @description The photo, at most 30 MB: one of `base64` and `url`. */
                    photo: {
                        base64?: string;
                        /** Format: uri */
                        url?: string;
                    };
                    /** @description At most 20 labels of at most 40 characters each. */
                    tags?: string[];
                    /**
                     * @description Seconds until it is deleted, at least 60. 0: as your settings say.
                     * @default 0
                     */
                    time_to_live_s?: number;
                    /** @description At most 200 characters. Default: the file's name. */
                    title?: string;
                };
                "image/*": string;
                "multipart/form-data": {
                    /**
                     * @description Default: a photo; for `application/zip` an archive.
                     * @enum {string}
                     */
                    kind?: "photo" | "archive";
                    /**
                     * Format: binary
                     * @description The photo as a file, at most 30 MB.
                     */
                    photo?: string;
                    /**
                     * Format: uri
                     * @description Instead of `photo`: where to fetch it from.
                     */
                    "photo.url"?: string;
                    /** @description At most 20 labels of at most 40 characters each. Several: a comma between. */
                    tags?: string[];
                    /**
                     * @description Seconds until it is deleted, at least 60. 0: as your settings say.
                     * @default 0
                     */
                    time_to_live_s?: number;
                    /** @description At most 200 characters. Default: the file's name. */
                    title?: string;
                } | unknown | unknown;
            };
        };
        responses: {
            /** @description It was there already; its expiry is moved out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `quality`: Input should be a valid integer.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "quality",
                     *           "detail": "Something is wrong with the request: `quality`: Input should be a valid integer."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_TOO_SLOW */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-too-slow",
                     *       "title": "Upload too slow",
                     *       "status": 408,
                     *       "detail": "The request did not arrive within 60 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_TOO_SLOW",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:idempotency-mismatch",
                     *       "title": "Idempotency mismatch",
                     *       "status": 409,
                     *       "detail": "The idempotency key came before with another request. Send a new key for new work.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "IDEMPOTENCY_MISMATCH",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IMAGE_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:image-too-large",
                     *       "title": "Image too large",
                     *       "status": 413,
                     *       "detail": "The picture is larger than 30 MB, which is the limit.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "IMAGE_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "photo",
                     *           "detail": "The picture is larger than 30 MB, which is the limit."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is none of multipart/form-data, application/json and image/*.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ASSET_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:asset-not-found",
                     *       "title": "Asset not found",
                     *       "status": 404,
                     *       "detail": "There is no such asset in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "ASSET_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ASSET_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:asset-not-found",
                     *       "title": "Asset not found",
                     *       "status": 404,
                     *       "detail": "There is no such asset in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "ASSET_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ASSET_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:asset-not-found",
                     *       "title": "Asset not found",
                     *       "status": 404,
                     *       "detail": "There is no such asset in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "ASSET_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_content: {
        parameters: {
            query?: {
                /** @description Encoded anew in this format, with its manifest. Default: as it was kept. */
                format?: components["schemas"]["Format"] | null;
                /** @description With `format`: 1 to 100, for lossy ones; 0: the format's default. */
                quality?: number;
            };
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The bytes of `Range`. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `If-None-Match` names them: you have them. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ASSET_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:asset-not-found",
                     *       "title": "Asset not found",
                     *       "status": 404,
                     *       "detail": "There is no such asset in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "ASSET_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RANGE_NOT_SATISFIABLE */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:range-not-satisfiable",
                     *       "title": "Range not satisfiable",
                     *       "status": 416,
                     *       "detail": "The range begins behind the end; there are 1024 bytes.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RANGE_NOT_SATISFIABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NO_PICTURE */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:no-picture",
                     *       "title": "No picture",
                     *       "status": 422,
                     *       "detail": "This asset is no picture, so it has one format. Download it as it is.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NO_PICTURE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_thumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The bytes of `Range`. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `If-None-Match` names them: you have them. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ASSET_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:asset-not-found",
                     *       "title": "Asset not found",
                     *       "status": 404,
                     *       "detail": "There is no such asset in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "ASSET_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RANGE_NOT_SATISFIABLE */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:range-not-satisfiable",
                     *       "title": "Range not satisfiable",
                     *       "status": 416,
                     *       "detail": "The range begins behind the end; there are 1024 bytes.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RANGE_NOT_SATISFIABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_batches: {
        parameters: {
            query?: {
                /** @description Entries a page, 1 to 200; 0: 50. */
                page_size?: number;
                /** @description `next_page_token` of the page before. */
                page_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batches"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_batch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request safe for 24 hours: at most 128 printable characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "asset_id": "ast_...",
                 *       "recipe": "cutout",
                 *       "name": "Spring mugs"
                 *     }
                 */
                "application/json": {
                    /** @description Instead of bytes: an asset that is kept already. */
                    asset_id?: string;
                    /** @description Name for people, at most 200 characters. Default: the file's. */
                    name?: string;
                    /**
                     * @description What to do; with the options of its route.
                     * @enum {string}
                     */
                    recipe: "cutout" | "scene";
                    /** @description Labels of what it makes. */
                    tags?: string[];
                } & {
                    [key: string]: unknown;
                };
                "application/zip": string;
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file, as the last field of the form.
                     */
                    archive?: string;
                    /** @description Instead of bytes: an asset that is kept already. */
                    asset_id?: string;
                    /** @description Name for people, at most 200 characters. Default: the file's. */
                    name?: string;
                    /**
                     * @description What to do; with the options of its route.
                     * @enum {string}
                     */
                    recipe: "cutout" | "scene";
                    /** @description Labels of what it makes. */
                    tags?: string[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ASSET_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:asset-not-found",
                     *       "title": "Asset not found",
                     *       "status": 404,
                     *       "detail": "There is no such asset in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "ASSET_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_TOO_SLOW */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-too-slow",
                     *       "title": "Upload too slow",
                     *       "status": 408,
                     *       "detail": "The request did not arrive within 60 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_TOO_SLOW",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:idempotency-mismatch",
                     *       "title": "Idempotency mismatch",
                     *       "status": 409,
                     *       "detail": "The idempotency key came before with another request. Send a new key for new work.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "IDEMPOTENCY_MISMATCH",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_batch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BATCH_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:batch-not-found",
                     *       "title": "Batch not found",
                     *       "status": 404,
                     *       "detail": "There is no such batch in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BATCH_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_batch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BATCH_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:batch-not-found",
                     *       "title": "Batch not found",
                     *       "status": 404,
                     *       "detail": "There is no such batch in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BATCH_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The zip. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BATCH_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:batch-not-found",
                     *       "title": "Batch not found",
                     *       "status": 404,
                     *       "detail": "There is no such batch in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BATCH_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_browser_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Must be `1`. Pages of other origins cannot send it. */
                "X-Packshot-Page"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FROM_PAGE */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:not-from-page",
                     *       "title": "Not from page",
                     *       "status": 403,
                     *       "detail": "This was asked by a page of another origin. Use the page of this server.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NOT_FROM_PAGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_browser_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Must be `1`. Pages of other origins cannot send it. */
                "X-Packshot-Page"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FROM_PAGE */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:not-from-page",
                     *       "title": "Not from page",
                     *       "status": 403,
                     *       "detail": "This was asked by a page of another origin. Use the page of this server.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NOT_FROM_PAGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh_browser_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Must be `1`. Pages of other origins cannot send it. */
                "X-Packshot-Page"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SESSION_ENDED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:session-ended",
                     *       "title": "Session ended",
                     *       "status": 401,
                     *       "detail": "This session is over. Sign in again.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SESSION_ENDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FROM_PAGE */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:not-from-page",
                     *       "title": "Not from page",
                     *       "status": 403,
                     *       "detail": "This was asked by a page of another origin. Use the page of this server.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NOT_FROM_PAGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_cutout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photo": {
                 *         "url": "https://shop.example/mug.jpg"
                 *       },
                 *       "format": "webp",
                 *       "crop": true
                 *     }
                 */
                "application/json": {
                    /** @description Colour behind the product where the format has no alpha, `#rrggbb`. */
                    background?: string;
                    /**
                     * @description Cut the pictures down to the product's bounding box.
                     * @default false
                     */
                    crop?: boolean;
                    /**
                     * @description How to encode them; it wins over `Accept`. Default: png.
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp" | "avif";
                    /**
                     * @description With `crop` only: room around the product, a share of its longer side, 0 to 1.
                     * @default 0
                     */
                    margin?: number;
                    /** @description Pictures to send back, in this order. Default: product. */
                    outputs?: ("product" | "matte")[];
                    /** @description The photo, at most 30 MB: one of `base64` and `url`. */
                    photo: {
                        base64?: string;
                        /** Format: uri */
                        url?: string;
                    };
                    /**
                     * @description Encoder quality of lossy formats, 1 to 100. 0: the format's default.
                     * @default 0
                     */
                    quality?: number;
                    /** @description Region of interest in pixels of the upright photo: only what lies inside is looked at. */
                    roi?: {
                        height: number;
                        width: number;
                        x: number;
                        y: number;
                    };
                };
                "image/*": string;
                "multipart/form-data": {
                    /** @description Colour behind the product where the format has no alpha, `#rrggbb`. */
                    background?: string;
                    /**
                     * @description Cut the pictures down to the product's bounding box.
                     * @default false
                     */
                    crop?: boolean;
                    /**
                     * @description How to encode them; it wins over `Accept`. Default: png.
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp" | "avif";
                    /**
                     * @description With `crop` only: room around the product, a share of its longer side, 0 to 1.
                     * @default 0
                     */
                    margin?: number;
                    /** @description Pictures to send back, in this order. Default: product. Several: a comma between. */
                    outputs?: ("product" | "matte")[];
                    /**
                     * Format: binary
                     * @description The photo as a file, at most 30 MB.
                     */
                    photo?: string;
                    /**
                     * Format: uri
                     * @description Instead of `photo`: where to fetch it from.
                     */
                    "photo.url"?: string;
                    /**
                     * @description Encoder quality of lossy formats, 1 to 100. 0: the format's default.
                     * @default 0
                     */
                    quality?: number;
                    /** @description Region of interest in pixels of the upright photo: only what lies inside is looked at. As `x,y,width,height`, such as `100,80,600,700`. */
                    roi?: string;
                } | unknown | unknown;
            };
        };
        responses: {
            /** @description The picture itself; with `Accept: application/json` a document with report and all pictures. */
            200: {
                headers: {
                    /** @description Where the whole manifest of a scene can be read, `rel=describedby`. */
                    Link?: string;
                    /** @description How to make the scene again, and the words that nothing was made of, as JSON. */
                    "Packshot-Manifest"?: string;
                    /** @description What is known about the cutout, as JSON. */
                    "Packshot-Report"?: string;
                    /** @description Milliseconds of each step. */
                    "Server-Timing"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pictures"];
                    "application/zip": string;
                    "image/avif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "multipart/mixed": string;
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `quality`: Input should be a valid integer.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "quality",
                     *           "detail": "Something is wrong with the request: `quality`: Input should be a valid integer."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_ACCEPTABLE */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:not-acceptable",
                     *       "title": "Not acceptable",
                     *       "status": 406,
                     *       "detail": "Nothing that the Accept header names can be made.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NOT_ACCEPTABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_TOO_SLOW */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-too-slow",
                     *       "title": "Upload too slow",
                     *       "status": 408,
                     *       "detail": "The request did not arrive within 60 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_TOO_SLOW",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IMAGE_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:image-too-large",
                     *       "title": "Image too large",
                     *       "status": 413,
                     *       "detail": "The picture is larger than 30 MB, which is the limit.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "IMAGE_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "photo",
                     *           "detail": "The picture is larger than 30 MB, which is the limit."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is none of multipart/form-data, application/json and image/*.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NO_PRODUCT */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:no-product",
                     *       "title": "No product",
                     *       "status": 422,
                     *       "detail": "Nothing in the photo stands out as a product.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NO_PRODUCT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_engines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Engines"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                batch_id?: string;
                /** @description Entries a page, 1 to 200; 0: 50. */
                page_size?: number;
                /** @description `next_page_token` of the page before. */
                page_token?: string;
                recipe?: components["schemas"]["RecipeName"] | null;
                /** @description Only these; repeat it. */
                state?: components["schemas"]["StateName"][] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request safe for 24 hours: at most 128 printable characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photo": {
                 *         "url": "https://shop.example/mug.jpg"
                 *       },
                 *       "recipe": "scene",
                 *       "prompt": "a mug on pale oak",
                 *       "name": "mug.jpg"
                 *     }
                 */
                "application/json": {
                    /** @description Instead of bytes: an asset that is kept already. */
                    asset_id?: string;
                    /** @description Name for people, at most 200 characters. Default: the file's. */
                    name?: string;
                    /** @description The photo, at most 30 MB: one of `base64` and `url`. */
                    photo?: {
                        base64?: string;
                        /** Format: uri */
                        url?: string;
                    };
                    /**
                     * @description Who goes first. Default: interactive.
                     * @enum {string}
                     */
                    priority?: "interactive" | "batch";
                    /**
                     * @description What to do; with the options of its route.
                     * @enum {string}
                     */
                    recipe: "cutout" | "scene";
                    /** @description Labels of what it makes. */
                    tags?: string[];
                    /**
                     * @description Seconds it may wait before it is given up, 10 to 604800. 0: 24 hours.
                     * @default 0
                     */
                    wait_at_most_s?: number;
                } & {
                    [key: string]: unknown;
                };
                "image/*": string;
                "multipart/form-data": {
                    /** @description Instead of bytes: an asset that is kept already. */
                    asset_id?: string;
                    /** @description Name for people, at most 200 characters. Default: the file's. */
                    name?: string;
                    /**
                     * Format: binary
                     * @description The file, as the last field of the form.
                     */
                    photo?: string;
                    /**
                     * @description Who goes first. Default: interactive.
                     * @enum {string}
                     */
                    priority?: "interactive" | "batch";
                    /**
                     * @description What to do; with the options of its route.
                     * @enum {string}
                     */
                    recipe: "cutout" | "scene";
                    /** @description Labels of what it makes. */
                    tags?: string[];
                    /**
                     * @description Seconds it may wait before it is given up, 10 to 604800. 0: 24 hours.
                     * @default 0
                     */
                    wait_at_most_s?: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description With `Prefer: wait`: it has ended in time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `quality`: Input should be a valid integer.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "quality",
                     *           "detail": "Something is wrong with the request: `quality`: Input should be a valid integer."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ASSET_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:asset-not-found",
                     *       "title": "Asset not found",
                     *       "status": 404,
                     *       "detail": "There is no such asset in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "ASSET_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_TOO_SLOW */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-too-slow",
                     *       "title": "Upload too slow",
                     *       "status": 408,
                     *       "detail": "The request did not arrive within 60 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_TOO_SLOW",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:idempotency-mismatch",
                     *       "title": "Idempotency mismatch",
                     *       "status": 409,
                     *       "detail": "The idempotency key came before with another request. Send a new key for new work.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "IDEMPOTENCY_MISMATCH",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IMAGE_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:image-too-large",
                     *       "title": "Image too large",
                     *       "status": 413,
                     *       "detail": "The picture is larger than 30 MB, which is the limit.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "IMAGE_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "photo",
                     *           "detail": "The picture is larger than 30 MB, which is the limit."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is none of multipart/form-data, application/json and image/*.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOB_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:job-not-found",
                     *       "title": "Job not found",
                     *       "status": 404,
                     *       "detail": "There is no such job in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "JOB_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOB_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:job-not-found",
                     *       "title": "Job not found",
                     *       "status": 404,
                     *       "detail": "There is no such job in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "JOB_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_events: {
        parameters: {
            query?: {
                /** @description Id of the last event that was seen. */
                after?: number;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events `job`, `progress`, `preview`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOB_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:job-not-found",
                     *       "title": "Job not found",
                     *       "status": 404,
                     *       "detail": "There is no such job in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "JOB_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The zip. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOB_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:job-not-found",
                     *       "title": "Job not found",
                     *       "status": 404,
                     *       "detail": "There is no such job in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "JOB_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOB_NOT_DONE */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:job-not-done",
                     *       "title": "Job not done",
                     *       "status": 409,
                     *       "detail": "This job has made no pictures, or not yet. Look at its `state`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "JOB_NOT_DONE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description KEY_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:key-not-found",
                     *       "title": "Key not found",
                     *       "status": 404,
                     *       "detail": "There is no such key in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "KEY_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_manifest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The manifest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgot_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenPassword"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MAIL_NOT_SET_UP */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:mail-not-set-up",
                     *       "title": "Mail not set up",
                     *       "status": 422,
                     *       "detail": "This installation sends no mail. Ask whoever runs it for a new password.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "MAIL_NOT_SET_UP",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RESET_EXPIRED */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:reset-expired",
                     *       "title": "Reset expired",
                     *       "status": 400,
                     *       "detail": "This link was used already, or is too old. Ask for a new mail.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RESET_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromptWish"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptReading"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_quota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuota"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quota"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_receipts: {
        parameters: {
            query?: {
                /** @description Entries a page, 1 to 200; 0: 50. */
                page_size?: number;
                /** @description `next_page_token` of the page before. */
                page_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipts"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRetention"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_scene: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photo": {
                 *         "url": "https://shop.example/mug.jpg"
                 *       },
                 *       "prompt": "a mug on a pale oak table, morning window light",
                 *       "seed": 7,
                 *       "format": "png"
                 *     }
                 */
                "application/json": {
                    /** @description Width to height, such as `4:5`. */
                    aspect_ratio?: string;
                    /** @description Manual placement: the rectangle the product is fitted into, in pixels of the frame. */
                    box?: {
                        height: number;
                        width: number;
                        x: number;
                        y: number;
                    };
                    /** @description How far the camera looks down, degrees, 2 to 80. Default: read from the product. */
                    camera_pitch?: number;
                    /** @description Engine, by its name in `GET /v1/engines`. Empty: the default one. */
                    engine?: string;
                    /** @description Colour of what the product stands on, `#rrggbb`. */
                    floor_color?: string;
                    /**
                     * @description How to encode them; it wins over `Accept`. Default: png.
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp" | "avif";
                    /**
                     * @description Height in pixels, 64 to 4096, 16 megapixels in all. 0: from `width`, `aspect_ratio`, or 1024.
                     * @default 0
                     */
                    height?: number;
                    /** @description Where the light comes from, degrees clockwise from above: 0 from behind, 90 from the right. */
                    light_direction?: number;
                    /** @description Share of the light that comes from everywhere, 0 to 1. */
                    light_fill?: number;
                    /** @description Height of the light, degrees, 15 to 80. */
                    light_height?: number;
                    /**
                     * @description How far the product itself is brought into the scene's light, 0 to 1. 0 leaves every pixel as it is.
                     * @default 0
                     */
                    light_match?: number;
                    /** @description 0 a bare bulb to 1 a wall of light. */
                    light_softness?: number;
                    /** @description Colour temperature in kelvin, 2000 to 12000; 5500 is neutral. */
                    light_temperature?: number;
                    /** @description The `document` of a manifest: makes that scene again. Only `outputs`, `format`, `quality` go beside it, and the `style` that it was painted with. */
                    manifest?: string;
                    /** @description Material of what the product stands on, such as `marble`. */
                    material?: string;
                    /** @description How many scenes, 1 to 4; each has the seed after the one before. Default 1. */
                    n?: number;
                    /** @description What the scene must not have, in words. */
                    negative_prompt?: string;
                    /** @description Pictures to send back, in this order. Default: result. */
                    outputs?: ("result" | "product" | "matte" | "shadow" | "scene")[];
                    /** @description Automatic placement: room at each side, a share of the frame's shorter side, 0 to 0.45. Default 0.12. */
                    padding?: number;
                    /** @description The photo, at most 30 MB: one of `base64` and `url`. */
                    photo: {
                        base64?: string;
                        /** Format: uri */
                        url?: string;
                    };
                    /**
                     * @description How the product is put into the frame. Default: automatic.
                     * @enum {string}
                     */
                    placement?: "automatic" | "original" | "manual";
                    /**
                     * @description Give the prompt to a diffusion model as it is, without photographic words added.
                     * @default false
                     */
                    plain_prompt?: boolean;
                    /**
                     * @description Automatic placement: where in the frame. Default: as the set likes it.
                     * @enum {string}
                     */
                    position?: "center" | "left_center" | "right_center" | "upper_center" | "bottom_center" | "upper_left" | "upper_right" | "bottom_left" | "bottom_right";
                    /** @description The scene in words, English or Russian, 1 to 2000 characters. Needed unless there is a `manifest`. */
                    prompt?: string;
                    /**
                     * @description Encoder quality of lossy formats, 1 to 100. 0: the format's default.
                     * @default 0
                     */
                    quality?: number;
                    /** @description Region of interest in pixels of the upright photo: only what lies inside is looked at. */
                    roi?: {
                        height: number;
                        width: number;
                        x: number;
                        y: number;
                    };
                    /** @description Automatic placement: the product's longer side, a share of the frame's shorter side, 0.05 to 1. */
                    scale?: number;
                    /** @description Same seed, same picture. Unset: drawn and told. */
                    seed?: number;
                    /** @description Studio set, by its name in `GET /v1/sets`. Empty: picked from the words. */
                    set?: string;
                    /**
                     * @description Kind of the product's shadow. Default: as the light makes it.
                     * @enum {string}
                     */
                    shadow?: "none" | "contact" | "soft" | "hard" | "floating";
                    /** @description Where it falls, degrees clockwise from above: 0 away from the camera, 90 to the right. */
                    shadow_direction?: number;
                    /** @description How dark, a share of what the light makes, 0 to 2. Default 1. */
                    shadow_intensity?: number;
                    /** @description 0 sharp to 1 very soft. */
                    shadow_softness?: number;
                    /** @description How far it reaches, in heights of the product, 0.2 to 3.7. */
                    shadow_spread?: number;
                    /** @description A picture whose style the scene is to have, at most 2 MB; for engines that paint, where the model takes one. */
                    style?: {
                        base64: string;
                    };
                    /** @description How much of that style, 0.05 to 1. Default 0.6, or all of it where the model takes no strength. */
                    style_strength?: number;
                    /** @description Colour of what is behind it, `#rrggbb`. */
                    wall_color?: string;
                    /**
                     * @description Width in pixels, 64 to 4096, 16 megapixels in all. 0: from `height`, `aspect_ratio`, or 1024.
                     * @default 0
                     */
                    width?: number;
                };
                "image/*": string;
                "multipart/form-data": {
                    /** @description Width to height, such as `4:5`. */
                    aspect_ratio?: string;
                    /** @description Manual placement: the rectangle the product is fitted into, in pixels of the frame. As `x,y,width,height`, such as `100,80,600,700`. */
                    box?: string;
                    /** @description How far the camera looks down, degrees, 2 to 80. Default: read from the product. */
                    camera_pitch?: number;
                    /** @description Engine, by its name in `GET /v1/engines`. Empty: the default one. */
                    engine?: string;
                    /** @description Colour of what the product stands on, `#rrggbb`. */
                    floor_color?: string;
                    /**
                     * @description How to encode them; it wins over `Accept`. Default: png.
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp" | "avif";
                    /**
                     * @description Height in pixels, 64 to 4096, 16 megapixels in all. 0: from `width`, `aspect_ratio`, or 1024.
                     * @default 0
                     */
                    height?: number;
                    /** @description Where the light comes from, degrees clockwise from above: 0 from behind, 90 from the right. */
                    light_direction?: number;
                    /** @description Share of the light that comes from everywhere, 0 to 1. */
                    light_fill?: number;
                    /** @description Height of the light, degrees, 15 to 80. */
                    light_height?: number;
                    /**
                     * @description How far the product itself is brought into the scene's light, 0 to 1. 0 leaves every pixel as it is.
                     * @default 0
                     */
                    light_match?: number;
                    /** @description 0 a bare bulb to 1 a wall of light. */
                    light_softness?: number;
                    /** @description Colour temperature in kelvin, 2000 to 12000; 5500 is neutral. */
                    light_temperature?: number;
                    /** @description The `document` of a manifest: makes that scene again. Only `outputs`, `format`, `quality` go beside it, and the `style` that it was painted with. */
                    manifest?: string;
                    /** @description Material of what the product stands on, such as `marble`. */
                    material?: string;
                    /** @description How many scenes, 1 to 4; each has the seed after the one before. Default 1. */
                    n?: number;
                    /** @description What the scene must not have, in words. */
                    negative_prompt?: string;
                    /** @description Pictures to send back, in this order. Default: result. Several: a comma between. */
                    outputs?: ("result" | "product" | "matte" | "shadow" | "scene")[];
                    /** @description Automatic placement: room at each side, a share of the frame's shorter side, 0 to 0.45. Default 0.12. */
                    padding?: number;
                    /**
                     * Format: binary
                     * @description The photo as a file, at most 30 MB.
                     */
                    photo?: string;
                    /**
                     * Format: uri
                     * @description Instead of `photo`: where to fetch it from.
                     */
                    "photo.url"?: string;
                    /**
                     * @description How the product is put into the frame. Default: automatic.
                     * @enum {string}
                     */
                    placement?: "automatic" | "original" | "manual";
                    /**
                     * @description Give the prompt to a diffusion model as it is, without photographic words added.
                     * @default false
                     */
                    plain_prompt?: boolean;
                    /**
                     * @description Automatic placement: where in the frame. Default: as the set likes it.
                     * @enum {string}
                     */
                    position?: "center" | "left_center" | "right_center" | "upper_center" | "bottom_center" | "upper_left" | "upper_right" | "bottom_left" | "bottom_right";
                    /** @description The scene in words, English or Russian, 1 to 2000 characters. Needed unless there is a `manifest`. */
                    prompt?: string;
                    /**
                     * @description Encoder quality of lossy formats, 1 to 100. 0: the format's default.
                     * @default 0
                     */
                    quality?: number;
                    /** @description Region of interest in pixels of the upright photo: only what lies inside is looked at. As `x,y,width,height`, such as `100,80,600,700`. */
                    roi?: string;
                    /** @description Automatic placement: the product's longer side, a share of the frame's shorter side, 0.05 to 1. */
                    scale?: number;
                    /** @description Same seed, same picture. Unset: drawn and told. */
                    seed?: number;
                    /** @description Studio set, by its name in `GET /v1/sets`. Empty: picked from the words. */
                    set?: string;
                    /**
                     * @description Kind of the product's shadow. Default: as the light makes it.
                     * @enum {string}
                     */
                    shadow?: "none" | "contact" | "soft" | "hard" | "floating";
                    /** @description Where it falls, degrees clockwise from above: 0 away from the camera, 90 to the right. */
                    shadow_direction?: number;
                    /** @description How dark, a share of what the light makes, 0 to 2. Default 1. */
                    shadow_intensity?: number;
                    /** @description 0 sharp to 1 very soft. */
                    shadow_softness?: number;
                    /** @description How far it reaches, in heights of the product, 0.2 to 3.7. */
                    shadow_spread?: number;
                    /**
                     * Format: binary
                     * @description A picture whose style the scene is to have, at most 2 MB; for engines that paint, where the model takes one.
                     */
                    style?: string;
                    /** @description How much of that style, 0.05 to 1. Default 0.6, or all of it where the model takes no strength. */
                    style_strength?: number;
                    /** @description Colour of what is behind it, `#rrggbb`. */
                    wall_color?: string;
                    /**
                     * @description Width in pixels, 64 to 4096, 16 megapixels in all. 0: from `height`, `aspect_ratio`, or 1024.
                     * @default 0
                     */
                    width?: number;
                } | unknown | unknown;
            };
        };
        responses: {
            /** @description The picture itself; with `Accept: application/json` a document with report and all pictures. */
            200: {
                headers: {
                    /** @description Where the whole manifest of a scene can be read, `rel=describedby`. */
                    Link?: string;
                    /** @description How to make the scene again, and the words that nothing was made of, as JSON. */
                    "Packshot-Manifest"?: string;
                    /** @description What is known about the cutout, as JSON. */
                    "Packshot-Report"?: string;
                    /** @description Milliseconds of each step. */
                    "Server-Timing"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pictures"];
                    "application/zip": string;
                    "image/avif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "multipart/mixed": string;
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `quality`: Input should be a valid integer.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "quality",
                     *           "detail": "Something is wrong with the request: `quality`: Input should be a valid integer."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_ACCEPTABLE */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:not-acceptable",
                     *       "title": "Not acceptable",
                     *       "status": 406,
                     *       "detail": "Nothing that the Accept header names can be made.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NOT_ACCEPTABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_TOO_SLOW */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-too-slow",
                     *       "title": "Upload too slow",
                     *       "status": 408,
                     *       "detail": "The request did not arrive within 60 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_TOO_SLOW",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IMAGE_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:image-too-large",
                     *       "title": "Image too large",
                     *       "status": 413,
                     *       "detail": "The picture is larger than 30 MB, which is the limit.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "IMAGE_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "photo",
                     *           "detail": "The picture is larger than 30 MB, which is the limit."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is none of multipart/form-data, application/json and image/*.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NO_PRODUCT */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:no-product",
                     *       "title": "No product",
                     *       "status": 422,
                     *       "detail": "Nothing in the photo stands out as a product.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "NO_PRODUCT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SESSION_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:session-not-found",
                     *       "title": "Session not found",
                     *       "status": 404,
                     *       "detail": "There is no such session in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SESSION_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sets"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TUS_VERSION */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:tus-version",
                     *       "title": "Tus version",
                     *       "status": 412,
                     *       "detail": "The header Tus-Resumable is not 1.0.0, the version that is spoken here.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TUS_VERSION",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tell_tus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-not-found",
                     *       "title": "Upload not found",
                     *       "status": 404,
                     *       "detail": "There is no such upload in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TUS_VERSION */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:tus-version",
                     *       "title": "Tus version",
                     *       "status": 412,
                     *       "detail": "The header Tus-Resumable is not 1.0.0, the version that is spoken here.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TUS_VERSION",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-not-found",
                     *       "title": "Upload not found",
                     *       "status": 404,
                     *       "detail": "There is no such upload in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TUS_VERSION */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:tus-version",
                     *       "title": "Tus version",
                     *       "status": 412,
                     *       "detail": "The header Tus-Resumable is not 1.0.0, the version that is spoken here.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TUS_VERSION",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    append_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-not-found",
                     *       "title": "Upload not found",
                     *       "status": 404,
                     *       "detail": "There is no such upload in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UPLOAD_TOO_SLOW */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:upload-too-slow",
                     *       "title": "Upload too slow",
                     *       "status": 408,
                     *       "detail": "The request did not arrive within 60 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UPLOAD_TOO_SLOW",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OFFSET_MISMATCH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:offset-mismatch",
                     *       "title": "Offset mismatch",
                     *       "status": 409,
                     *       "detail": "The upload does not stand at this offset. Ask with HEAD where it goes on.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "OFFSET_MISMATCH",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TUS_VERSION */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:tus-version",
                     *       "title": "Tus version",
                     *       "status": 412,
                     *       "detail": "The header Tus-Resumable is not 1.0.0, the version that is spoken here.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TUS_VERSION",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WEBHOOK_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:webhook-not-found",
                     *       "title": "Webhook not found",
                     *       "status": 404,
                     *       "detail": "There is no such webhook in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "WEBHOOK_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WEBHOOK_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:webhook-not-found",
                     *       "title": "Webhook not found",
                     *       "status": 404,
                     *       "detail": "There is no such webhook in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "WEBHOOK_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:body-too-large",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "detail": "The body is larger than 64 KiB, which is the limit here. Send less.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "BODY_TOO_LARGE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:unsupported-media-type",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "detail": "The body is not taken as JSON. Send `Content-Type: application/json`.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "UNSUPPORTED_MEDIA_TYPE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                /** @description Entries a page, 1 to 200; 0: 50. */
                page_size?: number;
                /** @description `next_page_token` of the page before. */
                page_token?: string;
            };
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WEBHOOK_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:webhook-not-found",
                     *       "title": "Webhook not found",
                     *       "status": 404,
                     *       "detail": "There is no such webhook in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "WEBHOOK_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DELIVERY_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:delivery-not-found",
                     *       "title": "Delivery not found",
                     *       "status": 404,
                     *       "detail": "There is no such delivery in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DELIVERY_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecret"];
                };
            };
            /** @description INVALID_ARGUMENT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:invalid-argument",
                     *       "title": "Invalid argument",
                     *       "status": 400,
                     *       "detail": "Something is wrong with the request: `password` is missing.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INVALID_ARGUMENT",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "errors": [
                     *         {
                     *           "field": "password",
                     *           "detail": "Something is wrong with the request: `password` is missing."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TOKEN_EXPIRED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:token-expired",
                     *       "title": "Token expired",
                     *       "status": 401,
                     *       "detail": "The access token has expired. Get a new one with your refresh token or API key.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "TOKEN_EXPIRED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SCOPE_MISSING */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:scope-missing",
                     *       "title": "Scope missing",
                     *       "status": 403,
                     *       "detail": "This needs the scope `cutouts`, which the credential does not have.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SCOPE_MISSING",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WEBHOOK_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:webhook-not-found",
                     *       "title": "Webhook not found",
                     *       "status": 404,
                     *       "detail": "There is no such webhook in your account.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "WEBHOOK_NOT_FOUND",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:rate-limited",
                     *       "title": "Rate limited",
                     *       "status": 429,
                     *       "detail": "More than 120 requests in 60 s. Try again in 7 s.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "RATE_LIMITED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 7
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTERNAL */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:internal",
                     *       "title": "Internal",
                     *       "status": 500,
                     *       "detail": "Something went wrong on our side.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "INTERNAL",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SERVICE_UNAVAILABLE */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:service-unavailable",
                     *       "title": "Service unavailable",
                     *       "status": 503,
                     *       "detail": "The studio service does not answer. Try again in a moment.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "SERVICE_UNAVAILABLE",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "retry_after_s": 1
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEADLINE_EXCEEDED */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:packshot:problem:deadline-exceeded",
                     *       "title": "Deadline exceeded",
                     *       "status": 504,
                     *       "detail": "The work was not done in the time it was given.",
                     *       "instance": "urn:packshot:request:4bf92f3577b34da6a3ce929d0e0e4736",
                     *       "reason": "DEADLINE_EXCEEDED",
                     *       "request_id": "4bf92f3577b34da6a3ce929d0e0e4736"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
