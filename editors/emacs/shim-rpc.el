;;; shim-rpc.el --- The connection to shim-lsp -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; One process of `shim-lsp rpc' serves this Emacs.  It has a session for
;; each project, named by the project's root.  Errors are conditions below
;; `shim-error'.

;;; Code:

(require 'cl-lib)
(require 'eieio)
(require 'jsonrpc)
(require 'shim-errors)
(require 'shim-session)

(defcustom shim-command '("shim-lsp")
  "The program that answers, followed by its first arguments."
  :type '(repeat string)
  :group 'shim)

(defcustom shim-timeout 30
  "Seconds to wait for an answer.
A classifier may take `router.timeout' of models.json to score a task."
  :type 'number
  :group 'shim)

;;; The connection

(defclass shim-connection (jsonrpc-process-connection) ()
  "A connection to `shim-lsp rpc'.")

(defvar shim--connection nil
  "The connection, or nil.")

(defvar shim--stopping nil
  "Whether the server is about to end because the user wants it to.")

(defvar shim--sent nil
  "The id of the request that is waited for.  Bound by `shim-request'.")

(cl-defmethod jsonrpc-connection-send :before ((_ shim-connection) &key id method &allow-other-keys)
  "Keep ID, so that the user can cancel a request of METHOD."
  (when (and id method (eq shim--sent 'next))
    (setq shim--sent id)))

(defun shim-running-p ()
  "Return non-nil if the server is running."
  (and shim--connection (jsonrpc-running-p shim--connection)))

(defvar shim-settings)

(defun shim--settings ()
  "Return `shim-settings' in the form of the protocol."
  (let ((table (make-hash-table :test #'equal)))
    (pcase-dolist (`(,name . ,value) shim-settings)
      (puthash (format "%s" name) (or value :json-false) table))
    table))

(defun shim--start-process ()
  "Start `shim-lsp rpc'."
  (let ((default-directory (file-name-as-directory (shim--home))))
    (unless (executable-find (car shim-command))
      (signal 'shim-program-not-found
              (list (format "%s is not on this machine's PATH.  Set `shim-command'."
                            (car shim-command)))))
    (make-process
     :name "shim"
     :command (append shim-command `("rpc" "--framing" "header" "--folder" ,(shim--home)))
     :connection-type 'pipe
     :coding 'utf-8-emacs-unix
     :noquery t
     :stderr (get-buffer-create "*shim stderr*")))) ; the name that jsonrpc.el expects

(defun shim-connect ()
  "Return the connection to the server.  Start the server if it does not run."
  (if (shim-running-p)
      shim--connection
    (let ((connection
           (apply #'make-instance 'shim-connection
                  :name "shim"
                  :process #'shim--start-process
                  :notification-dispatcher #'shim--notified
                  :on-shutdown #'shim--ended
                  (if (slot-exists-p 'jsonrpc-connection '-events-buffer-config)
                      '(:events-buffer-config (:size 0)) ; jsonrpc.el 1.0.22 and later
                    '(:events-buffer-scrollback-size 0)))))
      (setq shim--connection connection)
      (jsonrpc-async-request connection :subscribe
                             '(:events ["activeModelChanged" "modelsChanged"
                                        "availabilityChanged" "routed"]))
      (when shim-settings
        (jsonrpc-async-request connection :configure (list :settings (shim--settings))))
      connection)))

(defun shim--ended (connection)
  "Forget CONNECTION, whose server has ended."
  (when (eq connection shim--connection)
    (setq shim--connection nil)
    (clrhash shim--sessions)
    (clrhash shim--reported)
    (unless shim--stopping
      (message "Shim: the server has ended.  Run M-x shim-restart."))
    (shim--changed)))

(defun shim-stop ()
  "Stop the server."
  (interactive)
  (when (shim-running-p)
    (let* ((shim--stopping t)
           (connection shim--connection)
           (process (jsonrpc--process connection))
           (deadline (+ (float-time) 2)))
      ;; The server answers what it has read, and ends by itself.
      (ignore-errors (process-send-eof process)) ; it may be stopped
      (while (and (eq connection shim--connection) (< (float-time) deadline))
        (accept-process-output nil 0.05))
      (when (eq connection shim--connection)
        (jsonrpc-shutdown connection)))))

;;; Requests

(defun shim--parameters (connection root params)
  "Return PARAMS for the session of ROOT.  Open it on CONNECTION first."
  (unless (shim-session root)
    (puthash root (make-shim-session :root root) shim--sessions)
    (unless (equal root (shim--home))
      ;; Later messages wait for this one, so there is no need to wait here.
      (jsonrpc-async-request connection :openFolder (list :workspaceFolder root)
                             :error-fn (lambda (_) (remhash root shim--sessions))))
    (shim--refresh-later root))
  `(:workspaceFolder ,root ,@params))

(defconst shim--ended-problem '(:code -1)
  "What jsonrpc.el says of a request whose server has died.")

(defmacro shim--typed (&rest body)
  "Run BODY.  Signal a `shim-error' in place of what a dead server causes."
  (declare (indent 0) (debug t))
  `(condition-case err
       (progn ,@body)
     (shim-error (signal (car err) (cdr err)))
     (error (if (shim-running-p)
                (signal (car err) (cdr err))
              (shim--signal shim--ended-problem))))) ; it ended before it was asked

(defun shim--open (root)
  "Open the session of ROOT, and do not wait."
  (shim--typed (shim--parameters (shim-connect) root nil)))

(defun shim--answer (connection method params &optional then)
  "Ask CONNECTION for METHOD with PARAMS, wait, and return the result.
Call THEN with it as soon as it is read, before later messages are.
`jsonrpc-request' waits too, but the one of Emacs 28 leaves the
process filter by a `throw': what came behind the answer, such as
a notification, would be read only when more comes."
  (let (answer)
    (jsonrpc-async-request connection method params
                           :success-fn (lambda (result)
                                         (setq answer (list result))
                                         (when then (funcall then result)))
                           :error-fn (lambda (problem) (setq answer (list nil problem)))
                           :timeout-fn (lambda () (setq answer (list nil nil)))
                           :timeout shim-timeout)
    (while (not answer)
      (accept-process-output nil 0.1)
      ;; It may have died before jsonrpc.el noted down who waits.
      (unless (or answer (eq connection shim--connection))
        (setq answer (list nil shim--ended-problem))))
    (if (cdr answer)
        (shim--signal (cadr answer))
      (car answer))))

(defun shim-request (method &optional params root then)
  "Ask the server for METHOD with PARAMS, wait, and return the result.
METHOD is a keyword such as `:listModels', PARAMS a plist.  ROOT
names the project, by default this buffer's.  THEN, if non-nil,
is called with the result in its turn among the server's
messages: some behind it may be read when this function returns.
Errors are conditions below `shim-error'.  Quitting cancels the
request."
  (shim--typed
    (let* ((connection (shim-connect))
           (all (shim--parameters connection (or root (shim-root)) params))
           (shim--sent 'next))
      (condition-case nil
          (shim--answer connection method all then)
        (quit (jsonrpc-notify connection :$/cancelRequest (list :id shim--sent))
              (signal 'quit nil))))))

(defun shim--learn (session result)
  "Put RESULT, an answer of `listModels', into SESSION, unless more is known."
  (let ((generation (plist-get result :generation)))
    (unless (< generation (shim-session-generation session))
      (setf (shim-session-active session) (plist-get result :active)
            (shim-session-models session) (append (plist-get result :models) nil)
            (shim-session-catalog session) (plist-get result :catalog)
            (shim-session-generation session) generation)
      (unless (eql generation (shim-session-looked session))
        (setf (shim-session-looked session) generation)
        ;; What it finds comes as `availabilityChanged'.
        (shim--request-later :checkLocalEndpoints (shim-session-root session) #'ignore))
      (shim--report session)
      (shim--changed))
    session))

(defun shim-refresh (&optional root)
  "Ask for the models of ROOT or of this buffer, wait, and return the session."
  (let ((root (or root (shim-root))))
    (shim-request :listModels nil root
                  (lambda (result) (shim--learn (shim-session root) result)))
    (shim-session root)))

(defun shim--request-later (method root then)
  "Ask for METHOD of ROOT's session, and call THEN with the result if there is one."
  (let ((connection (shim-connect)))
    (jsonrpc-async-request connection method (shim--parameters connection root nil)
                           :success-fn then
                           :error-fn #'ignore
                           :timeout-fn #'ignore
                           :timeout shim-timeout)))

(defun shim--refresh-later (root)
  "Ask for the models of ROOT, and do not wait."
  (shim--request-later :listModels root
                       (lambda (result)
                         (when-let ((session (shim-session root)))
                           (shim--learn session result)))))

(defun shim--notified (_connection method params)
  "Take in the notification METHOD with PARAMS."
  (when-let ((root (plist-get params :workspaceFolder))
             (session (shim-session root)))
    (pcase method
      ('activeModelChanged
       (setf (shim-session-active session) (plist-get params :active)
             (shim-session-generation session) (plist-get params :generation)
             (shim-session-decision session) nil))
      ('routed (setf (shim-session-decision session) (plist-get params :decision)))
      ('availabilityChanged
       (when-let ((model (shim-session-model session (plist-get params :slug))))
         (plist-put model :availability (plist-get params :availability))))
      ('modelsChanged (shim--refresh-later root)))
    (shim--changed)))

;;; Settings

(defvar shim--settings-hook nil
  "Normal hook, run when other servers should read `shim-settings' again.")

(defun shim-send-settings ()
  "Send `shim-settings' to the server.  It drops the decisions that it remembers.
A server that does not run reads them when it starts."
  (interactive)
  (when (shim-running-p)
    (jsonrpc-async-request shim--connection :configure (list :settings (shim--settings))
                           :success-fn (lambda (_) (mapc #'shim--refresh-later
                                                         (hash-table-keys shim--sessions)))))
  (run-hooks 'shim--settings-hook))

(defun shim--set-settings (symbol value)
  "Set SYMBOL to VALUE and send it."
  (set-default symbol value)
  (shim-send-settings))

(defcustom shim-settings nil
  "Settings of the server, as an alist.
A key is a name such as \"router.threshold\".  A value is a string,
a number, t for true or nil for false.  docs/configuration.md lists
them.  If you set this variable without Customize, call
`shim-send-settings'."
  :type '(alist :key-type (string :tag "Name")
                :value-type (choice boolean number string))
  :group 'shim
  :set #'shim--set-settings
  :initialize #'custom-initialize-default)

(provide 'shim-rpc)
;;; shim-rpc.el ends here
